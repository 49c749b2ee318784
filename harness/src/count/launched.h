/* launched.h -- what is kept of each event while a launcher reads the lanes: what it prints, no
 * more.
 *
 * Everything goes into the thread's own lane, without atomic updates: a lane has one writer, and
 * each addition is one instruction where the machine has one. What a lane has alive is the
 * difference of its sums; hm_count_process hears of it in steps (struct hm_count_tide). The shared
 * lane is not for these functions: hm_count_launched_shared() is. */
#ifndef HM_COUNT_LAUNCHED_H
#define HM_COUNT_LAUNCHED_H

#include <stddef.h>

#include "count/lane.h"

/* Tell hm_count_process what is alive in the lane, and what was at most. */
void hm_count_tide_settle(struct hm_count_lane *lane);

/* An event of the shared lane. blocks: 1 born, -1 died, 0 moved. */
void hm_count_launched_shared(int64_t blocks, size_t size, size_t usable_before, size_t usable);

static inline int64_t hm_count_lane_bytes(const struct hm_count_lane *lane)
{
    return (int64_t)(lane->usable - lane->usable_freed);
}

static inline int64_t hm_count_lane_blocks(const struct hm_count_lane *lane)
{
    return (int64_t)(lane->counters.allocs - lane->counters.frees);
}

static inline bool hm_count_tide_far(const struct hm_count_lane *lane, int64_t bytes,
                                     int64_t blocks)
{
    uint64_t by_bytes = (uint64_t)(bytes - lane->bytes.settled + HM_COUNT_STEP_BYTES);
    uint64_t by_blocks = (uint64_t)(blocks - lane->blocks.settled + HM_COUNT_STEP_BLOCKS);
    return by_bytes > 2 * HM_COUNT_STEP_BYTES || by_blocks > 2 * HM_COUNT_STEP_BLOCKS;
}

static inline void hm_count_tide_rise(struct hm_count_lane *lane)
{
    int64_t bytes = hm_count_lane_bytes(lane), blocks = hm_count_lane_blocks(lane);

    if (bytes > lane->bytes.high)
        lane->bytes.high = bytes;
    if (blocks > lane->blocks.high)
        lane->blocks.high = blocks;
    if (__builtin_expect(hm_count_tide_far(lane, bytes, blocks), 0))
        hm_count_tide_settle(lane);
}

static inline void hm_count_tide_fall(struct hm_count_lane *lane)
{
    if (__builtin_expect(
            hm_count_tide_far(lane, hm_count_lane_bytes(lane), hm_count_lane_blocks(lane)), 0))
        hm_count_tide_settle(lane);
}

static inline void hm_count_launched_sized(struct hm_count_lane *lane, size_t size, size_t usable)
{
    unsigned c = hm_count_size_class(size);

    hm_count_add(&lane->usable, usable);
    hm_count_add(&lane->class_allocs[c], 1);
    hm_count_add(&lane->class_bytes[c], size);
}

/* The counters of the event are added before; usable sizes in bytes. */
static inline void hm_count_launched_born(struct hm_count_lane *lane, size_t size, size_t usable)
{
    hm_count_launched_sized(lane, size, usable);
    hm_count_tide_rise(lane);
}

static inline void hm_count_launched_died(struct hm_count_lane *lane, size_t usable)
{
    hm_count_add(&lane->usable_freed, usable);
    hm_count_tide_fall(lane);
}

static inline void hm_count_launched_moved(struct hm_count_lane *lane, size_t size, size_t before,
                                           size_t usable)
{
    hm_count_add(&lane->usable_freed, before);
    hm_count_launched_sized(lane, size, usable);
    hm_count_tide_rise(lane);
}

#endif
