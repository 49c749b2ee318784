/* launched.h -- what each event adds to a thread's own lane under a launcher (`heapmark run`).
 *
 * Only what the launcher prints is kept, without atomic updates: a lane has one writer, and each
 * addition is one instruction where the machine has one. The blocks and bytes that are alive in a
 * lane are the difference of its sums; their changes are batched and added to hm_count_process in
 * steps (struct hm_count_batch). The shared lane does not batch: use count/detail.h for it. */
#ifndef HM_COUNT_LAUNCHED_H
#define HM_COUNT_LAUNCHED_H

#include <stddef.h>

#include "base/likely.h"
#include "count/lane.h"

/* Add to hm_count_process what is alive in the lane now, and the highest since the last flush. */
void hm_count_batch_flush(struct hm_count_lane *lane);

static inline int64_t hm_count_lane_bytes(const struct hm_count_lane *lane)
{
    return (int64_t)(lane->usable - lane->usable_freed);
}

static inline int64_t hm_count_lane_blocks(const struct hm_count_lane *lane)
{
    return (int64_t)(lane->counters.allocs - lane->counters.frees);
}

static inline bool hm_count_batch_full(const struct hm_count_lane *lane, int64_t bytes,
                                       int64_t blocks)
{
    uint64_t by_bytes = (uint64_t)(bytes - lane->bytes.flushed + HM_COUNT_STEP_BYTES);
    uint64_t by_blocks = (uint64_t)(blocks - lane->blocks.flushed + HM_COUNT_STEP_BLOCKS);
    return by_bytes > 2 * HM_COUNT_STEP_BYTES || by_blocks > 2 * HM_COUNT_STEP_BLOCKS;
}

/* What is alive in the lane has grown. What is alive since the last flush is more than a step above
 * it only if it is higher than ever since, so the usual case is one comparison each. */
static inline void hm_count_batch_grew(struct hm_count_lane *lane)
{
    int64_t bytes = hm_count_lane_bytes(lane), blocks = hm_count_lane_blocks(lane);

    if (HM_BASE_LIKELY(bytes <= lane->bytes.high && blocks <= lane->blocks.high))
        return;
    if (bytes > lane->bytes.high)
        lane->bytes.high = bytes;
    if (blocks > lane->blocks.high)
        lane->blocks.high = blocks;
    if (HM_BASE_UNLIKELY(hm_count_batch_full(lane, bytes, blocks)))
        hm_count_batch_flush(lane);
}

static inline void hm_count_batch_shrank(struct hm_count_lane *lane)
{
    if (HM_BASE_UNLIKELY(
            hm_count_batch_full(lane, hm_count_lane_bytes(lane), hm_count_lane_blocks(lane))))
        hm_count_batch_flush(lane);
}

static inline void hm_count_launched_sized(struct hm_count_lane *lane, size_t size, size_t usable)
{
    unsigned c = hm_count_size_class(size);

    hm_count_add(&lane->usable, usable);
    hm_count_add(&lane->class_allocs[c], 1);
    hm_count_add(&lane->class_bytes[c], size);
}

/* The counters of the lane are raised before. Sizes in bytes. */
static inline void hm_count_launched_born(struct hm_count_lane *lane, size_t size, size_t usable)
{
    hm_count_launched_sized(lane, size, usable);
    hm_count_batch_grew(lane);
}

static inline void hm_count_launched_died(struct hm_count_lane *lane, size_t usable)
{
    hm_count_add(&lane->usable_freed, usable);
    hm_count_batch_shrank(lane);
}

static inline void hm_count_launched_moved(struct hm_count_lane *lane, size_t size, size_t before,
                                           size_t usable)
{
    hm_count_add(&lane->usable_freed, before);
    hm_count_launched_sized(lane, size, usable);
    hm_count_batch_grew(lane);
    hm_count_batch_shrank(lane);
}

#endif
