/* recursion.c -- how many calls of a home function were on one stack at once. */
#include "verdict/parts.h"

/* Of two frames of the program: do they belong to calls of the same function? */
static bool same_function(const struct verdict_reading *r, const struct hm_tracer_raw_frame *a,
                          const struct hm_tracer_raw_frame *b)
{
    if (!r->parts->is_machine)
        return a->fn == b->fn;
    const char *name = verdict_frame_function(r, a);
    return name != NULL && verdict_by_name(name, verdict_frame_function(r, b)) == 0;
}

/* Calls of the home function when a block was born. What the tracer left out of a chain is more of
 * the same, so there it was called after as many frames as in what is left. A function of which one
 * call is left, as main, is not in the cycle that was repeated. */
static uint64_t calls_in(const struct verdict_reading *r, const struct hm_tracer_raw_fate *fate)
{
    const struct hm_tracer_raw_site *site = &r->parts->raw.site[fate->site];
    const struct verdict_frames *chain = verdict_frames_of(r, site);
    uint64_t calls = 0;
    uint32_t first = 0, last = 0;
    for (uint32_t i = 0; i < chain->count; i++)
        if (same_function(r, &chain->frame[i], &fate->home)) {
            first = calls == 0 ? i : first;
            last = i;
            calls++;
        }
    if (chain->cut || calls < 2)
        return calls;
    return calls + (calls - 1) * site->left_out_max / (last - first);
}

void verdict_count_calls(struct verdict_reading *r)
{
    const struct hm_tracer_raw *raw = &r->parts->raw;
    struct verdict_home *homes = r->parts->homes.at;
    for (uint32_t i = 0; i < raw->header->fates; i++) {
        const struct hm_tracer_raw_fate *fate = &raw->fate[i];
        if (fate->kind != HM_TRACER_FATE_HOME || r->parts->known[fate->site].draft == NULL)
            continue;
        const char *name = verdict_frame_function(r, &fate->home);
        size_t k = 0;
        while (k < r->parts->homes.count && verdict_by_name(homes[k].function, name) != 0)
            k++;
        if (k == r->parts->homes.count || homes[k].advised == 0 || name == NULL)
            continue;
        uint64_t calls = calls_in(r, fate);
        homes[k].calls = calls > homes[k].calls ? calls : homes[k].calls;
    }
}
