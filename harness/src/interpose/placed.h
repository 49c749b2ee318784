/* placed.h -- the path of malloc, calloc, realloc and free under `heapmark run --sites`.
 *
 * Nothing makes the path long there but the usable size of each block, and an observer that asks
 * only where blocks are placed. So it is apart from the long path, whose checks and registers would
 * cost as much as the counting. */
#ifndef HM_INTERPOSE_PLACED_H
#define HM_INTERPOSE_PLACED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "count/mode.h"

/* May the path be taken? As hm_interpose_is_launched(), but with an observer without events. */
static inline bool hm_interpose_is_placed(uint32_t mode, const struct hm_count_lane *lane)
{
    const uint32_t placed = HM_COUNT_MODE_LAUNCHED | HM_COUNT_MODE_OBSERVED;

    return (mode & ~(uint32_t)HM_COUNT_MODE_POOL) == placed && hm_count_lane_is_own(lane);
}

/* lane: the calling thread's own. caller: the return address into the program. Jump here from the
 * function that the program called, so that the frame of this one returns there: then the stack is
 * found without a search for its first frame. */
void *hm_interpose_placed_malloc(struct hm_count_lane *lane, size_t size, void *caller);
void *hm_interpose_placed_calloc(struct hm_count_lane *lane, size_t count, size_t size,
                                 void *caller);

/* block: of the allocator, not NULL. */
void hm_interpose_placed_free(struct hm_count_lane *lane, void *block);

/* The same; size is not 0. */
void *hm_interpose_placed_realloc(struct hm_count_lane *lane, void *block, size_t size,
                                  void *caller);

#endif
