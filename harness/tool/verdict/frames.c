/* frames.c -- the calling chain of a site, as a list of frames. */
#include "verdict/frames.h"

#include <stdlib.h>

bool verdict_frames_read(struct verdict_frames *chain, const struct hm_tracer_raw_node *node,
                         uint32_t at)
{
    chain->frame = calloc(node[at].count + 1u, sizeof *chain->frame);
    for (; chain->frame != NULL && at >= HM_TRACER_NODES_FIRST; at = node[at].parent)
        chain->frame[chain->count++] = node[at].frame;
    chain->cut = at == HM_TRACER_NODE_MORE;
    return chain->frame != NULL;
}

bool verdict_frames_add(struct verdict_frames *chain, struct hm_tracer_raw_frame frame)
{
    if ((chain->count & (chain->count - 1)) == 0) { /* there is room up to a power of two */
        size_t room = chain->count == 0 ? 1 : 2 * (size_t)chain->count;
        struct hm_tracer_raw_frame *at = realloc(chain->frame, room * sizeof *at);
        if (at == NULL)
            return false;
        chain->frame = at;
    }
    chain->frame[chain->count++] = frame;
    return true;
}

void verdict_frames_done(struct verdict_frames *chains, uint32_t count)
{
    for (uint32_t i = 0; chains != NULL && i < count; i++)
        free(chains[i].frame);
    free(chains);
}
