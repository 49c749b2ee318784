/* tally.c -- count a block at its site, and what is alive in the process. */
#include "stacks/tally.h"

#include "base/likely.h"
#include "stacks/alive.h"
#include "stacks/own.h"

#define INLINE inline __attribute__((always_inline))

static struct hm_stacks *table;

_Thread_local struct hm_stacks_mine hm_stacks_mine __attribute__((tls_model("initial-exec")));

_Static_assert((int)HM_STACKS_SITES < (int)HM_STACKS_RECORD_SET, "the number + 1 of a site fits");

void hm_stacks_tally_start(struct hm_stacks *to)
{
    uint32_t lanes = __atomic_load_n(&hm_count_process.lanes_used, __ATOMIC_RELAXED);
    uint64_t blocks = 0, bytes = 0;
    for (uint32_t i = 0; i < lanes; i++) {
        const hm_counters *c = &hm_count_process.lanes[i].counters;
        blocks += c->allocs - c->frees;
        bytes += c->bytes;
    }
    hm_stacks_alive_forget();
    hm_stacks_mine = (struct hm_stacks_mine){ 0 };
    table = to;
    if (blocks == 0)
        return;
    to->early_blocks = blocks;
    to->early_bytes = bytes;
    to->live = to->peak = (int64_t)bytes;
}

static bool has_own(uint32_t lane)
{
    return lane > 0 && lane < HM_STACKS_LANES;
}

void hm_stacks_mine_find(const struct hm_count_lane *lane)
{
    uint32_t number = (uint32_t)(lane - hm_count_process.lanes);
    if (!has_own(number) || !hm_count_lane_is_own(lane))
        return;
    hm_stacks_mine = (struct hm_stacks_mine){ .lane = lane,
                                              .live = &table->lanes[number],
                                              .counts = table->counts[number] };
}

struct hm_stacks_count *hm_stacks_tally_of(const struct hm_count_lane *lane, uint32_t site)
{
    enum { TRIES = 8 };
    uint32_t number = (uint32_t)(lane - hm_count_process.lanes);
    if (site == 0)
        return &table->nowhere;
    for (unsigned i = 0; has_own(number) && i < TRIES; i++) {
        struct hm_stacks_count *c = &table->counts[number][(site + i * 97) % HM_STACKS_COUNTS];
        if (c->site == 0)
            __atomic_store_n(&c->site, site, __ATOMIC_RELAXED);
        if (c->site == site)
            return c;
    }
    struct hm_stacks_count *shared = &table->sites[site - 1].count;
    __atomic_store_n(&shared->site, site, __ATOMIC_RELAXED);
    return shared;
}

static INLINE bool is_own(const struct hm_stacks_count *count)
{
    return (uintptr_t)count - (uintptr_t)table->counts < sizeof table->counts;
}

bool hm_stacks_tally_is_own(const struct hm_stacks_count *count)
{
    return is_own(count);
}

static INLINE void add(uint64_t *counter, uint64_t n, bool own)
{
    if (HM_BASE_LIKELY(own))
        hm_count_add(counter, n);
    else
        __atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
}

/* What is alive in the lane changes; the site was changed before. */
static void change_live(const struct hm_count_lane *lane, int64_t by)
{
    if (lane == hm_count_shared_lane())
        hm_stacks_raise_peak(table, __atomic_add_fetch(&table->live, by, __ATOMIC_RELAXED));
    else
        hm_stacks_own_change(table, &table->lanes[lane - hm_count_process.lanes], by);
}

static void end(const struct hm_count_lane *lane, struct hm_stacks_count *c, size_t size)
{
    bool own = is_own(c);
    hm_stacks_keep_peak(table, c);
    add(&c->frees, 1, own);
    add(&c->freed, size, own);
    change_live(lane, -(int64_t)size);
}

static void count_born(struct hm_stacks_count *c, size_t size, bool unwound)
{
    bool own = is_own(c);
    hm_stacks_keep_peak(table, c);
    add(&c->allocs, 1, own);
    add(&c->bytes, size, own);
    if (unwound)
        add(&c->allocs_by_unwinding, 1, own);
}

void hm_stacks_tally_remember(const struct hm_count_lane *lane, struct hm_stacks_count *c,
                              const void *block, size_t size)
{
    if (HM_BASE_LIKELY(hm_stacks_alive_add(block, hm_stacks_record(c->site, size))))
        return;
    end(lane, c, size); /* no memory: it counts as freed */
    __atomic_fetch_add(&table->not_followed, 1, __ATOMIC_RELAXED);
}

void hm_stacks_tally_born(const struct hm_count_lane *lane, struct hm_stacks_count *c,
                          const void *block, size_t size, bool unwound)
{
    count_born(c, size, unwound);
    change_live(lane, (int64_t)size);
    hm_stacks_tally_remember(lane, c, block, size);
}

/* Apart, so that the usual case needs no stack frame. */
static __attribute__((noinline)) uint64_t left_elsewhere(const struct hm_count_lane *lane,
                                                         const void *block)
{
    uint64_t record = hm_stacks_alive_take(block);
    if (record != 0)
        end(lane, hm_stacks_tally_of(lane, hm_stacks_record_site(record)),
            hm_stacks_record_size(record));
    else
        __atomic_fetch_add(&table->early_freed, 1, __ATOMIC_RELAXED);
    return record;
}

uint64_t hm_stacks_tally_left(struct hm_count_lane *lane, const void *block)
{
    const struct hm_stacks_mine *mine = &hm_stacks_mine;
    uint32_t *cell = hm_stacks_cell_usual((uintptr_t)block);
    if (HM_BASE_UNLIKELY(cell == NULL || mine->lane != lane))
        return left_elsewhere(lane, block);
    uint32_t record = __atomic_load_n(cell, __ATOMIC_RELAXED), site = hm_stacks_record_site(record);
    struct hm_stacks_count *c = &mine->counts[site % HM_STACKS_COUNTS]; /* the first choice */
    if (HM_BASE_UNLIKELY(!hm_stacks_cell_is_whole(record) || c->site != site || site == 0))
        return left_elsewhere(lane, block);
    __atomic_store_n(cell, 0, __ATOMIC_RELAXED);
    hm_stacks_own_left(table, mine->live, c, hm_stacks_record_size(record));
    return record;
}

void hm_stacks_tally_stays(struct hm_count_lane *lane, const void *block, uint64_t record)
{
    if (record == 0)
        return;
    size_t size = hm_stacks_record_size(record);
    struct hm_stacks_count *c = hm_stacks_tally_of(lane, hm_stacks_record_site(record));
    bool own = is_own(c);
    hm_stacks_keep_peak(table, c);
    add(&c->frees, -UINT64_C(1), own); /* take the end back */
    add(&c->freed, -(uint64_t)size, own);
    change_live(lane, (int64_t)size);
    hm_stacks_alive_add(block, record);
}
