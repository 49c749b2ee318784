/* launched.h -- the path of malloc, calloc, realloc and free under a launcher (`heapmark run`).
 *
 * Nothing makes the path long there but that the usable size of each block is asked for, at both
 * ends of its life. So it is apart from the long path, whose checks and stack frames would cost
 * more than the counting. */
#ifndef HM_INTERPOSE_LAUNCHED_H
#define HM_INTERPOSE_LAUNCHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "count/mode.h"

/* May the path be taken? True if a launcher reads the lanes, the lane is the thread's own, and
 * there is neither an observer nor anything else that the long path is for. */
static inline bool hm_interpose_is_launched(uint32_t mode, const struct hm_count_lane *lane)
{
    return (mode & ~(uint32_t)HM_COUNT_MODE_POOL) == HM_COUNT_MODE_LAUNCHED &&
           hm_count_lane_is_own(lane);
}

/* lane: the calling thread's own. */
void *hm_interpose_launched_malloc(struct hm_count_lane *lane, size_t size);
void *hm_interpose_launched_calloc(struct hm_count_lane *lane, size_t count, size_t size);

/* block: of the allocator, not NULL. */
void hm_interpose_launched_free(struct hm_count_lane *lane, void *block);

/* The same; size is not 0. */
void *hm_interpose_launched_realloc(struct hm_count_lane *lane, void *block, size_t size);

#endif
