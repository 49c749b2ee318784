/* slow.h -- the long path of the malloc family: everything but plain counting of plain requests. */
#ifndef HM_INTERPOSE_SLOW_H
#define HM_INTERPOSE_SLOW_H

#include <stddef.h>

#include "count/hook.h"
#include "count/mode.h"

/* One request as the program made it. */
struct hm_interpose_request {
    enum hm_count_entry entry;
    size_t count; /* elements; 1 for all but calloc and reallocarray */
    size_t size;  /* bytes of each */
    size_t alignment;
    void *caller;
    const void *frame; /* of ours, directly above which the caller's is */
};

/* The calling thread's lane if nothing but a launcher and its observer make the path long. */
static inline struct hm_count_lane *hm_interpose_launched_lane(void)
{
    const uint32_t allowed = HM_COUNT_MODE_LAUNCHED | HM_COUNT_MODE_OBSERVED | HM_COUNT_MODE_POOL;
    struct hm_count_lane *lane = hm_count_lane;
    uint32_t mode = hm_count_mode_now();

    if ((mode & ~allowed) != 0 || (mode & HM_COUNT_MODE_LAUNCHED) == 0 || lane == NULL ||
        hm_count_lane_is_quiet(lane))
        return NULL;
    return lane;
}

/* The calling thread's lane if nothing but an observer makes the path long, as under the tracer. */
static inline struct hm_count_lane *hm_interpose_observed_lane(void)
{
    struct hm_count_lane *lane = hm_count_lane;
    uint32_t mode = hm_count_mode_now() & ~(uint32_t)(HM_COUNT_MODE_POOL | HM_COUNT_MODE_EVENTS);

    return hm_count_lane_is_own(lane) && mode == HM_COUNT_MODE_OBSERVED ? lane : NULL;
}

/* These give NULL and errno if it failed. */

/* malloc() when hm_interpose_observed_lane() gave the lane. */
void *hm_interpose_observed_malloc(struct hm_count_lane *lane, size_t size, void *caller,
                                   const void *frame);
/* malloc() under a launcher, when hm_interpose_launched_lane() gave the lane. */
void *hm_interpose_launched_malloc(struct hm_count_lane *lane, size_t size, void *caller,
                                   const void *frame);
void *hm_interpose_slow_alloc(const struct hm_interpose_request *request);
void *hm_interpose_slow_realloc(void *block, const struct hm_interpose_request *request);
void hm_interpose_slow_free(void *block, void *caller);
size_t hm_interpose_usable_size(void *block);

#endif
