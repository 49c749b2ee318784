/* slow.c -- the long path: finding the allocator, failing on purpose, detail, observers, corner
 * cases.
 *
 * Order matters where other threads can see it: a block's death is told before it is given back,
 * its birth after it was obtained, so nobody hears of one address twice. */
#include "interpose/slow.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "count/detail.h"
#include "count/launched.h"
#include "count/fail.h"
#include "count/mode.h"
#include "interpose/ask.h"
#include "interpose/pool.h"
#include "interpose/real.h"

static size_t usable_size(void *block)
{
    return hm_interpose_real.malloc_usable_size != NULL
               ? hm_interpose_real.malloc_usable_size(block)
               : 0;
}

static bool ready(void)
{
    return (hm_count_mode_now() & HM_COUNT_MODE_UNRESOLVED) == 0 || hm_interpose_real_find();
}

/* While the allocator works, or an observer, what it asks for is not the program's. */
static struct hm_count_lane *quieten(void)
{
    struct hm_count_lane *mine = hm_count_lane;

    hm_count_lane = &hm_count_quiet;
    return mine;
}

static void *ask_quietly(const struct hm_interpose_request *r)
{
    if ((hm_count_mode_now() & HM_COUNT_MODE_NESTED) == 0)
        return hm_interpose_ask(r);
    struct hm_count_lane *mine = quieten();
    void *block = hm_interpose_ask(r);
    hm_count_lane = mine;
    return block;
}

static const struct hm_count_observer *observer(void)
{
    if ((hm_count_mode_now() & HM_COUNT_MODE_OBSERVED) == 0)
        return NULL;
    return __atomic_load_n(&hm_count_observer, __ATOMIC_ACQUIRE);
}

static void tell_born(struct hm_count_lane *lane, void *block, size_t size,
                      const struct hm_interpose_request *r)
{
    const struct hm_count_observer *o = observer();

    if (o == NULL)
        return;
    struct hm_count_lane *mine = quieten();
    if (o->born != NULL)
        o->born(block, size, r->entry, r->caller, r->frame);
    if (o->placed != NULL)
        o->placed(lane, size, r->caller, r->frame);
    hm_count_lane = mine;
}

static void tell_dies(void *block, enum hm_count_entry entry, void *caller, const void *frame)
{
    const struct hm_count_observer *o = observer();

    if (o == NULL || o->dies == NULL)
        return;
    struct hm_count_lane *mine = quieten();
    o->dies(block, entry, caller, frame);
    hm_count_lane = mine;
}

/* Is the usable size of each block wanted? */
static bool detailed(void)
{
    return (hm_count_mode_now() & (HM_COUNT_MODE_DETAIL | HM_COUNT_MODE_LAUNCHED)) != 0;
}

static void detail_born(struct hm_count_lane *lane, size_t size, size_t usable)
{
    if ((hm_count_mode_now() & HM_COUNT_MODE_DETAIL) != 0)
        hm_count_detail_born(lane, size, usable);
    else if (lane == hm_count_shared_lane())
        hm_count_launched_shared(1, size, 0, usable);
    else
        hm_count_launched_born(lane, size, usable);
}

static void detail_died(struct hm_count_lane *lane, size_t usable)
{
    if ((hm_count_mode_now() & HM_COUNT_MODE_DETAIL) != 0)
        hm_count_detail_died(lane, usable);
    else if (lane == hm_count_shared_lane())
        hm_count_launched_shared(-1, 0, usable, 0);
    else
        hm_count_launched_died(lane, usable);
}

static void detail_moved(struct hm_count_lane *lane, size_t size, size_t held, size_t holds)
{
    if ((hm_count_mode_now() & HM_COUNT_MODE_DETAIL) != 0)
        hm_count_detail_moved(lane, size, held, holds);
    else if (lane == hm_count_shared_lane())
        hm_count_launched_shared(0, size, held, holds);
    else
        hm_count_launched_moved(lane, size, held, holds);
}

static bool refused(void)
{
    if ((hm_count_mode_now() & HM_COUNT_MODE_FAIL) == 0 || !hm_count_fail_now())
        return false;
    errno = ENOMEM;
    return true;
}

void *hm_interpose_slow_alloc(const struct hm_interpose_request *r)
{
    size_t size;

    if (__builtin_mul_overflow(r->count, r->size, &size)) {
        errno = ENOMEM;
        return NULL;
    }
    if (!ready())
        return hm_interpose_pool_alloc(size, r->alignment);

    struct hm_count_lane *lane = hm_count_lane_mine();
    if (!hm_count_lane_is_quiet(lane) && refused())
        return NULL;
    void *block = ask_quietly(r);
    if (block == NULL)
        return NULL;
    hm_count_lane_add(lane, &lane->counters.allocs, 1);
    hm_count_lane_add(lane, &lane->counters.bytes, size);
    if (hm_count_lane_is_quiet(lane))
        return block;
    if (detailed())
        detail_born(lane, size, hm_interpose_usable_size(block));
    tell_born(lane, block, size, r);
    return block;
}

void *hm_interpose_launched_malloc(struct hm_count_lane *lane, size_t size, void *caller,
                                   const void *frame)
{
    void *block = hm_interpose_real.malloc(size);

    if (block == NULL)
        return NULL;
    hm_count_add(&lane->counters.allocs, 1);
    hm_count_add(&lane->counters.bytes, size);
    hm_count_launched_born(lane, size, usable_size(block));
    const struct hm_count_observer *o = observer();
    if (o != NULL && o->placed != NULL) {
        hm_count_lane = &hm_count_quiet;
        o->placed(lane, size, caller, frame);
        hm_count_lane = lane;
    }
    return block;
}

void *hm_interpose_observed_malloc(struct hm_count_lane *lane, size_t size, void *caller,
                                   const void *frame)
{
    void *block = hm_interpose_real.malloc(size);

    if (block == NULL)
        return NULL;
    hm_count_add(&lane->counters.allocs, 1);
    hm_count_add(&lane->counters.bytes, size);
    const struct hm_count_observer *o = __atomic_load_n(&hm_count_observer, __ATOMIC_ACQUIRE);
    if (o == NULL)
        return block;
    hm_count_lane = &hm_count_quiet;
    if (o->born != NULL)
        o->born(block, size, HM_COUNT_MALLOC, caller, frame);
    if (o->placed != NULL)
        o->placed(lane, size, caller, frame);
    hm_count_lane = lane;
    return block;
}

/* True if it was done. */
static bool observed_free(void *block, void *caller, const void *frame)
{
    struct hm_count_lane *lane = hm_interpose_observed_lane();

    if (lane == NULL)
        return false;
    hm_count_add(&lane->counters.frees, 1);
    const struct hm_count_observer *o = __atomic_load_n(&hm_count_observer, __ATOMIC_ACQUIRE);
    if (o != NULL && o->dies != NULL) {
        hm_count_lane = &hm_count_quiet;
        o->dies(block, HM_COUNT_FREE, caller, frame);
        hm_count_lane = lane;
    }
    hm_interpose_real.free(block);
    return true;
}

/* True if it was done. */
static bool launched_free(void *block)
{
    struct hm_count_lane *lane = hm_interpose_launched_lane();

    if (lane == NULL)
        return false;
    hm_count_add(&lane->counters.frees, 1);
    hm_count_launched_died(lane, usable_size(block));
    hm_interpose_real.free(block);
    return true;
}

static void give_back(void *block, struct hm_count_lane *lane, enum hm_count_entry entry,
                      void *caller, const void *frame)
{
    hm_count_lane_add(lane, &lane->counters.frees, 1);
    if (hm_count_lane_is_quiet(lane))
        return;
    if (detailed())
        detail_died(lane, hm_interpose_usable_size(block));
    tell_dies(block, entry, caller, frame);
}

void hm_interpose_slow_free(void *block, void *caller)
{
    const void *frame = __builtin_frame_address(0);

    if (block == NULL || hm_interpose_pool_owns(block) || observed_free(block, caller, frame) ||
        launched_free(block) || !ready())
        return;

    int saved = errno;
    give_back(block, hm_count_lane_mine(), HM_COUNT_FREE, caller, frame);
    errno = saved;
    hm_interpose_real.free(block);
}

/* A pool block cannot grow in place: its content moves to the allocator, which is one birth. */
static void *leave_pool(void *block, const struct hm_interpose_request *r)
{
    size_t held = hm_interpose_pool_size(block);
    void *moved = hm_interpose_slow_alloc(r);

    if (moved != NULL)
        memcpy(moved, block, held < r->size * r->count ? held : r->size * r->count);
    return moved;
}

static void *realloc_quietly(void *block, size_t size)
{
    if ((hm_count_mode_now() & HM_COUNT_MODE_NESTED) == 0)
        return hm_interpose_real.realloc(block, size);
    struct hm_count_lane *mine = quieten();
    void *moved = hm_interpose_real.realloc(block, size);
    hm_count_lane = mine;
    return moved;
}

static void count_moved(struct hm_count_lane *lane, size_t size, size_t held, void *to)
{
    hm_counters *c = &lane->counters;
    size_t holds = hm_interpose_usable_size(to);

    hm_count_lane_add(lane, &c->allocs, 1);
    hm_count_lane_add(lane, &c->frees, 1);
    hm_count_lane_add(lane, &c->bytes, size);
    hm_count_lane_add(lane, holds > held ? &c->grows : &c->shrinks, 1);
    if (detailed() && !hm_count_lane_is_quiet(lane))
        detail_moved(lane, size, held, holds);
}

static void *move(void *block, size_t size, const struct hm_interpose_request *r,
                  struct hm_count_lane *lane)
{
    void *caller = r->caller;
    const struct hm_count_observer *o = hm_count_lane_is_quiet(lane) ? NULL : observer();
    size_t held = hm_interpose_usable_size(block);

    if (o != NULL && o->moving != NULL) {
        struct hm_count_lane *mine = quieten();
        o->moving(block, size, caller, r->frame);
        hm_count_lane = mine;
    }
    void *to = realloc_quietly(block, size);
    if (to != NULL)
        count_moved(lane, size, held, to);
    else
        errno = ENOMEM; /* jemalloc 5.3.0 forgets to say so */
    if (o != NULL && (o->moved != NULL || o->placed != NULL)) {
        struct hm_count_lane *mine = quieten();
        int saved = errno;
        if (o->moved != NULL)
            o->moved(block, to, size, caller, r->frame);
        if (o->placed != NULL && to != NULL)
            o->placed(lane, size, caller, r->frame);
        errno = saved;
        hm_count_lane = mine;
    }
    return to;
}

void *hm_interpose_slow_realloc(void *block, const struct hm_interpose_request *r)
{
    size_t size;

    if (__builtin_mul_overflow(r->count, r->size, &size)) {
        errno = ENOMEM;
        return NULL;
    }
    if (block == NULL)
        return hm_interpose_slow_alloc(r);
    if (hm_interpose_pool_owns(block))
        return leave_pool(block, r);
    if (!ready())
        return NULL;

    struct hm_count_lane *lane = hm_count_lane_mine();
    if (size == 0 && hm_interpose_real.realloc_zero_frees) {
        give_back(block, lane, r->entry, r->caller, r->frame);
        return realloc_quietly(block, 0);
    }
    if (!hm_count_lane_is_quiet(lane) && refused())
        return NULL;
    return move(block, size, r, lane);
}

size_t hm_interpose_usable_size(void *block)
{
    if (block == NULL || !ready())
        return 0;
    if (hm_interpose_pool_owns(block))
        return hm_interpose_pool_size(block);
    return hm_interpose_real.malloc_usable_size != NULL
               ? hm_interpose_real.malloc_usable_size(block)
               : 0;
}
