/* slow.h -- the long path of the malloc family: everything but plain counting of plain requests. */
#ifndef HM_SLOW_H
#define HM_SLOW_H

#include <stddef.h>

#include "count/hook.h"
#include "count/mode.h"

/* One request as the program made it. */
struct hm__request {
    enum hm__entry entry;
    size_t count; /* elements; 1 for all but calloc and reallocarray */
    size_t size;  /* bytes of each */
    size_t alignment;
    void *caller;
    const void *frame; /* of ours, directly above which the caller's is */
};

/* The calling thread's lane if nothing but a launcher and its observer make the path long. */
static inline struct hm__lane *hm__launched_lane(void)
{
    const uint32_t allowed = HM__MODE_LAUNCHED | HM__MODE_OBSERVED | HM__MODE_POOL;
    struct hm__lane *lane = hm__lane;
    uint32_t mode = hm__mode_now();

    if ((mode & ~allowed) != 0 || (mode & HM__MODE_LAUNCHED) == 0 || lane == NULL ||
        hm__lane_is_quiet(lane))
        return NULL;
    return lane;
}

/* The calling thread's lane if nothing but an observer makes the path long, as under the tracer. */
static inline struct hm__lane *hm__observed_lane(void)
{
    struct hm__lane *lane = hm__lane;
    uint32_t mode = hm__mode_now() & ~(uint32_t)(HM__MODE_POOL | HM__MODE_EVENTS);

    return hm__lane_is_own(lane) && mode == HM__MODE_OBSERVED ? lane : NULL;
}

/* These give NULL and errno if it failed. */

/* malloc() when hm__observed_lane() gave the lane. */
void *hm__observed_malloc(struct hm__lane *lane, size_t size, void *caller, const void *frame);
/* malloc() under a launcher, when hm__launched_lane() gave the lane. */
void *hm__launched_malloc(struct hm__lane *lane, size_t size, void *caller, const void *frame);
void *hm__slow_alloc(const struct hm__request *request);
void *hm__slow_realloc(void *block, const struct hm__request *request);
void hm__slow_free(void *block, void *caller);
size_t hm__usable_size(void *block);

#endif
