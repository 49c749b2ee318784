/* inside.h -- tell the calls that an allocator makes of its own public functions from the
 * program's.
 *
 * As musl's calloc calls malloc: those calls come back to us, and are not the program's. They are
 * counted in a lane that is in no total. The first one shows that the short path, which does not
 * guard, must not be taken. */
#ifndef HM_INTERPOSE_INSIDE_H
#define HM_INTERPOSE_INSIDE_H

#include "base/likely.h"
#include "count/mode.h"

extern struct hm_count_lane hm_interpose_inside __attribute__((visibility("hidden")));

/* Before the allocator's function is called. Returns what leave is to get. */
static inline struct hm_count_lane *hm_interpose_inside_enter(void)
{
    struct hm_count_lane *mine = hm_count_lane;

    hm_count_lane = &hm_interpose_inside;
    return mine;
}

static inline void hm_interpose_inside_leave(struct hm_count_lane *mine)
{
    const hm_counters *c = &hm_interpose_inside.counters;

    hm_count_lane = mine;
    if (HM_BASE_UNLIKELY((c->allocs | c->frees) != 0) &&
        (hm_count_mode_now() & HM_COUNT_MODE_NESTED) == 0)
        hm_count_mode_set(HM_COUNT_MODE_NESTED);
}

#endif
