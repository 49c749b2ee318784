/* tally.c -- count a block at its site, and what is alive in the process. */
#include "stacks/tally.h"

#include "base/likely.h"
#include "stacks/alive.h"

#define INLINE inline __attribute__((always_inline))

static struct hm_stacks *table;

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

struct hm_stacks_count *hm_stacks_tally_of(const struct hm_count_lane *lane, uint32_t site)
{
    enum { TRIES = 8 };
    uint32_t number = (uint32_t)(lane - hm_count_process.lanes);
    if (site == 0)
        return NULL;
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

/* The site is about to change. */
static INLINE void keep_peak(struct hm_stacks_count *c)
{
    uint32_t last = __atomic_load_n(&table->peaks, __ATOMIC_RELAXED);
    if (c->peak == last)
        return;
    c->peak_blocks = (int64_t)(c->allocs - c->frees);
    c->peak_bytes = (int64_t)(c->bytes - c->freed);
    c->peak = last;
}

static INLINE void raise_peak(int64_t now)
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
static INLINE void change_live(const struct hm_count_lane *lane, int64_t by)
{
    struct hm_stacks_lane *l = &table->lanes[lane - hm_count_process.lanes];
    if (HM_BASE_UNLIKELY(lane == hm_count_shared_lane())) {
        raise_peak(__atomic_add_fetch(&table->live, by, __ATOMIC_RELAXED));
        return;
    }
    l->live += by;
    int64_t pending = l->live - l->flushed;
    if (HM_BASE_UNLIKELY(pending > HM_COUNT_STEP_BYTES || pending < -HM_COUNT_STEP_BYTES)) {
        __atomic_fetch_add(&table->live, pending, __ATOMIC_RELAXED);
        l->flushed = l->live;
        pending = 0;
    }
    if (by > 0)
        raise_peak(__atomic_load_n(&table->live, __ATOMIC_RELAXED) + pending);
}

static INLINE void end(const struct hm_count_lane *lane, struct hm_stacks_count *c, size_t size)
{
    if (c != NULL) {
        bool own = is_own(c);
        keep_peak(c);
        add(&c->frees, 1, own);
        add(&c->freed, size, own);
    }
    change_live(lane, -(int64_t)size);
}

void hm_stacks_tally_born(const struct hm_count_lane *lane, struct hm_stacks_count *c,
                          const void *block, size_t size, bool unwound)
{
    if (HM_BASE_LIKELY(c != NULL)) { /* else the launcher reports the difference to the totals */
        bool own = is_own(c);
        keep_peak(c);
        add(&c->allocs, 1, own);
        add(&c->bytes, size, own);
        if (unwound)
            add(&c->allocs_by_unwinding, 1, own);
    }
    change_live(lane, (int64_t)size);
    if (HM_BASE_LIKELY(hm_stacks_alive_add(block, hm_stacks_record(c != NULL ? c->site : 0, size))))
        return;
    end(lane, c, size);
    __atomic_fetch_add(&table->not_followed, 1, __ATOMIC_RELAXED);
}

/* The counters of the site in a record; in the usual case they are the lane's first choice. */
static INLINE struct hm_stacks_count *recorded(const struct hm_count_lane *lane, uint64_t record)
{
    uint32_t site = hm_stacks_record_site(record);
    uint32_t number = (uint32_t)(lane - hm_count_process.lanes);
    struct hm_stacks_count *c = &table->counts[number % HM_STACKS_LANES][site % HM_STACKS_COUNTS];
    if (HM_BASE_LIKELY(has_own(number) && c->site == site && site != 0))
        return c;
    return hm_stacks_tally_of(lane, site);
}

uint64_t hm_stacks_tally_left(struct hm_count_lane *lane, const void *block)
{
    uint64_t record = hm_stacks_alive_take(block);
    if (HM_BASE_LIKELY(record != 0))
        end(lane, recorded(lane, record), hm_stacks_record_size(record));
    else
        __atomic_fetch_add(&table->early_freed, 1, __ATOMIC_RELAXED);
    return record;
}

void hm_stacks_tally_stays(struct hm_count_lane *lane, const void *block, uint64_t record)
{
    if (record == 0)
        return;
    size_t size = hm_stacks_record_size(record);
    struct hm_stacks_count *c = recorded(lane, record);
    if (c != NULL) { /* take the end back */
        bool own = is_own(c);
        keep_peak(c);
        add(&c->frees, -UINT64_C(1), own);
        add(&c->freed, -(uint64_t)size, own);
    }
    change_live(lane, (int64_t)size);
    hm_stacks_alive_add(block, record);
}
