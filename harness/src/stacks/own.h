/* own.h -- the counters of a site and of a lane that one thread alone writes, and what they do to
 * the peak of the process.
 *
 * Here in full, because they are changed for each block. For use by tally.c and stacks.c. */
#ifndef HM_STACKS_OWN_H
#define HM_STACKS_OWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/likely.h"
#include "count/lane.h"
#include "stacks/table.h"

/* The site is about to change. */
static inline void hm_stacks_keep_peak(const struct hm_stacks *table, struct hm_stacks_count *c)
{
    uint32_t last = __atomic_load_n(&table->peaks, __ATOMIC_RELAXED);
    if (c->peak == last)
        return;
    c->peak_blocks = (int64_t)(c->allocs - c->frees);
    c->peak_bytes = (int64_t)(c->bytes - c->freed);
    c->peak = last;
}

static inline void hm_stacks_raise_peak(struct hm_stacks *table, int64_t now)
{
    int64_t peak = __atomic_load_n(&table->peak, __ATOMIC_RELAXED);
    if (now <= peak)
        return;
    if (HM_BASE_LIKELY(__atomic_load_n(&hm_count_process.lanes_used, __ATOMIC_RELAXED) <= 2)) {
        __atomic_store_n(&table->peak, now, __ATOMIC_RELAXED);
        uint32_t last = __atomic_load_n(&table->peaks, __ATOMIC_RELAXED);
        __atomic_store_n(&table->peaks, last + 1, __ATOMIC_RELAXED);
    } else if (now > peak + HM_COUNT_STEP_BYTES) {
        hm_count_raise(&table->peak, now);
        __atomic_fetch_add(&table->peaks, 1, __ATOMIC_RELAXED);
    }
}

/* What is alive in the lane changes; the site was changed before. */
static inline void hm_stacks_own_change(struct hm_stacks *table, struct hm_stacks_lane *l,
                                        int64_t by)
{
    l->live += by;
    int64_t pending = l->live - l->flushed;
    if (HM_BASE_UNLIKELY(pending > HM_COUNT_STEP_BYTES || pending < -HM_COUNT_STEP_BYTES)) {
        __atomic_fetch_add(&table->live, pending, __ATOMIC_RELAXED);
        l->flushed = l->live;
        pending = 0;
    }
    if (by > 0)
        hm_stacks_raise_peak(table, __atomic_load_n(&table->live, __ATOMIC_RELAXED) + pending);
}

/* A block of `size` bytes was handed out, and its site was found by unwinding or not. */
static inline void hm_stacks_own_born(struct hm_stacks *table, struct hm_stacks_lane *l,
                                      struct hm_stacks_count *c, size_t size, bool unwound)
{
    hm_stacks_keep_peak(table, c);
    hm_count_add(&c->allocs, 1);
    hm_count_add(&c->bytes, size);
    if (unwound)
        hm_count_add(&c->allocs_by_unwinding, 1);
    hm_stacks_own_change(table, l, (int64_t)size);
}

/* A block of `size` bytes is about to be given back. */
static inline void hm_stacks_own_left(struct hm_stacks *table, struct hm_stacks_lane *l,
                                      struct hm_stacks_count *c, size_t size)
{
    hm_stacks_keep_peak(table, c);
    hm_count_add(&c->frees, 1);
    hm_count_add(&c->freed, size);
    hm_stacks_own_change(table, l, -(int64_t)size);
}

#endif
