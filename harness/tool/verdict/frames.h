/* frames.h -- the calling chain of a site, as a list of frames. */
#ifndef HM_VERDICT_FRAMES_H
#define HM_VERDICT_FRAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "tracer/raw.h"

/* Innermost frame first. */
struct verdict_frames {
    struct hm_tracer_raw_frame *frame;
    uint32_t count;
    bool cut; /* there were more, further out */
};

/* The chain that ends with node `at`, into *chain, which is empty. False: no memory. */
bool verdict_frames_read(struct verdict_frames *chain, const struct hm_tracer_raw_node *node,
                         uint32_t at);

/* One more frame at the outer end. False: no memory. */
bool verdict_frames_add(struct verdict_frames *chain, struct hm_tracer_raw_frame frame);

/* Give back a list of `count` chains. */
void verdict_frames_done(struct verdict_frames *chains, uint32_t count);

#endif
