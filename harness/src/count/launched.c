/* launched.c -- add a lane's batched changes to the process totals. */
#include "count/launched.h"

/* Additions, not stores: if a signal handler flushes in between, the sums are still right. */
static void flush(struct hm_count_batch *batch, int64_t now, int64_t *live, int64_t *peak)
{
    int64_t by = now - batch->flushed;

    hm_count_raise(peak, __atomic_load_n(live, __ATOMIC_RELAXED) + batch->high - batch->flushed);
    hm_count_add((uint64_t *)&batch->flushed, (uint64_t)by);
    batch->high = now;
    __atomic_fetch_add(live, by, __ATOMIC_RELAXED);
}

void hm_count_batch_flush(struct hm_count_lane *lane)
{
    struct hm_count_process *p = &hm_count_process;

    flush(&lane->bytes, hm_count_lane_bytes(lane), &p->live_usable, &p->peak_usable);
    flush(&lane->blocks, hm_count_lane_blocks(lane), &p->live_blocks, &p->peak_blocks);
}
