/* detail.c -- a detail pass: usable bytes, Go's bytes, size classes, and what is alive at once. */
#include "count/detail.h"

#include <heapmark/detail.h>

#include "count/mode.h"

_Static_assert((int)HM_SIZE_CLASSES == (int)HM_COUNT_SIZE_CLASSES, "one list of size classes");

static hm_detail base; /* the sums at the start of the pass */

static void change(int64_t *live, int64_t *peak, int64_t by)
{
    int64_t now = __atomic_add_fetch(live, by, __ATOMIC_RELAXED);

    if (by > 0)
        hm_count_raise(peak, now);
}

static void change_bytes(int64_t by)
{
    change(&hm_count_process.live_usable, &hm_count_process.peak_usable, by);
}

static void change_blocks(int64_t by)
{
    change(&hm_count_process.live_blocks, &hm_count_process.peak_blocks, by);
}

/* Several threads count in the shared lane, so it has no current tiny block: each tiny object there
 * is charged a block of its own. */
static void charge_go(struct hm_count_lane *lane, size_t size)
{
    hm_go_heap alone = { 0 };

    if (lane == hm_count_shared_lane())
        __atomic_fetch_add(&lane->go.bytes, hm_go_alloc(&alone, size, false), __ATOMIC_RELAXED);
    else
        hm_go_alloc(&lane->go, size, false);
}

static void record_size(struct hm_count_lane *lane, size_t size, size_t usable)
{
    unsigned c = hm_count_size_class(size);

    hm_count_lane_add(lane, &lane->usable, usable);
    hm_count_lane_add(lane, &lane->class_allocs[c], 1);
    hm_count_lane_add(lane, &lane->class_bytes[c], size);
}

void hm_count_detail_born(struct hm_count_lane *lane, size_t size, size_t usable)
{
    record_size(lane, size, usable);
    charge_go(lane, size);
    change_bytes((int64_t)usable);
    change_blocks(1);
}

void hm_count_detail_died(struct hm_count_lane *lane, size_t usable)
{
    hm_count_lane_add(lane, &lane->usable_freed, usable);
    change_bytes(-(int64_t)usable);
    change_blocks(-1);
}

void hm_count_detail_moved(struct hm_count_lane *lane, size_t size, size_t usable_before,
                           size_t usable)
{
    record_size(lane, size, usable);
    charge_go(lane, size);
    hm_count_lane_add(lane, &lane->usable_freed, usable_before);
    change_bytes((int64_t)usable - (int64_t)usable_before);
}

static hm_detail sum_lanes(void)
{
    hm_detail sum = { .counts = hm_counters_now() };
    uint32_t used = __atomic_load_n(&hm_count_process.lanes_used, __ATOMIC_ACQUIRE);

    for (uint32_t i = 0; i < used; i++) {
        const struct hm_count_lane *lane = &hm_count_process.lanes[i];
        sum.usable_bytes += __atomic_load_n(&lane->usable, __ATOMIC_RELAXED);
        sum.go_bytes += __atomic_load_n(&lane->go.bytes, __ATOMIC_RELAXED);
        for (int c = 0; c < HM_SIZE_CLASSES; c++) {
            sum.class_allocs[c] += __atomic_load_n(&lane->class_allocs[c], __ATOMIC_RELAXED);
            sum.class_bytes[c] += __atomic_load_n(&lane->class_bytes[c], __ATOMIC_RELAXED);
        }
    }
    return sum;
}

bool hm_detail_start(void)
{
    struct hm_count_process *p = &hm_count_process;

    if (!hm_counting() || (hm_count_mode_now() & HM_COUNT_MODE_DETAIL) != 0)
        return false;
    for (uint32_t i = 0; i < p->lanes_used; i++)
        hm_go_flush(&p->lanes[i].go);
    p->live_usable = p->peak_usable = 0;
    p->live_blocks = p->peak_blocks = 0;
    base = sum_lanes();
    hm_count_mode_set(HM_COUNT_MODE_DETAIL);
    return true;
}

void hm_detail_stop(hm_detail *out)
{
    const struct hm_count_process *p = &hm_count_process;

    hm_count_mode_clear(HM_COUNT_MODE_DETAIL);
    *out = sum_lanes();
#define X(name, what) out->counts.name -= base.counts.name;
    HM_COUNTER_LIST(X)
#undef X
    out->usable_bytes -= base.usable_bytes;
    out->go_bytes -= base.go_bytes;
    out->live_blocks = p->live_blocks;
    out->live_bytes = p->live_usable;
    out->peak_blocks = p->peak_blocks;
    out->peak_bytes = p->peak_usable;
    for (int c = 0; c < HM_SIZE_CLASSES; c++) {
        out->class_allocs[c] -= base.class_allocs[c];
        out->class_bytes[c] -= base.class_bytes[c];
    }
}
