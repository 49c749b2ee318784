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
    return hm__real.malloc_usable_size != NULL ? hm__real.malloc_usable_size(block) : 0;
}

static bool ready(void)
{
    return (hm__mode_now() & HM__MODE_UNRESOLVED) == 0 || hm__real_find();
}

/* While the allocator works, or an observer, what it asks for is not the program's. */
static struct hm__lane *quieten(void)
{
    struct hm__lane *mine = hm__lane;

    hm__lane = &hm__quiet;
    return mine;
}

static void *ask_quietly(const struct hm__request *r)
{
    if ((hm__mode_now() & HM__MODE_NESTED) == 0)
        return hm__ask(r);
    struct hm__lane *mine = quieten();
    void *block = hm__ask(r);
    hm__lane = mine;
    return block;
}

static const struct hm__observer *observer(void)
{
    if ((hm__mode_now() & HM__MODE_OBSERVED) == 0)
        return NULL;
    return __atomic_load_n(&hm__observer, __ATOMIC_ACQUIRE);
}

static void tell_born(struct hm__lane *lane, void *block, size_t size, const struct hm__request *r)
{
    const struct hm__observer *o = observer();

    if (o == NULL)
        return;
    struct hm__lane *mine = quieten();
    if (o->born != NULL)
        o->born(block, size, r->entry, r->caller, r->frame);
    if (o->placed != NULL)
        o->placed(lane, size, r->caller, r->frame);
    hm__lane = mine;
}

static void tell_dies(void *block, enum hm__entry entry, void *caller, const void *frame)
{
    const struct hm__observer *o = observer();

    if (o == NULL || o->dies == NULL)
        return;
    struct hm__lane *mine = quieten();
    o->dies(block, entry, caller, frame);
    hm__lane = mine;
}

/* Is the usable size of each block wanted? */
static bool detailed(void)
{
    return (hm__mode_now() & (HM__MODE_DETAIL | HM__MODE_LAUNCHED)) != 0;
}

static void detail_born(struct hm__lane *lane, size_t size, size_t usable)
{
    if ((hm__mode_now() & HM__MODE_DETAIL) != 0)
        hm__detail_born(lane, size, usable);
    else if (lane == hm__shared_lane())
        hm__launched_shared(1, size, 0, usable);
    else
        hm__launched_born(lane, size, usable);
}

static void detail_died(struct hm__lane *lane, size_t usable)
{
    if ((hm__mode_now() & HM__MODE_DETAIL) != 0)
        hm__detail_died(lane, usable);
    else if (lane == hm__shared_lane())
        hm__launched_shared(-1, 0, usable, 0);
    else
        hm__launched_died(lane, usable);
}

static void detail_moved(struct hm__lane *lane, size_t size, size_t held, size_t holds)
{
    if ((hm__mode_now() & HM__MODE_DETAIL) != 0)
        hm__detail_moved(lane, size, held, holds);
    else if (lane == hm__shared_lane())
        hm__launched_shared(0, size, held, holds);
    else
        hm__launched_moved(lane, size, held, holds);
}

static bool refused(void)
{
    if ((hm__mode_now() & HM__MODE_FAIL) == 0 || !hm__fail_now())
        return false;
    errno = ENOMEM;
    return true;
}

void *hm__slow_alloc(const struct hm__request *r)
{
    size_t size;

    if (__builtin_mul_overflow(r->count, r->size, &size)) {
        errno = ENOMEM;
        return NULL;
    }
    if (!ready())
        return hm__pool_alloc(size, r->alignment);

    struct hm__lane *lane = hm__lane_mine();
    if (!hm__lane_is_quiet(lane) && refused())
        return NULL;
    void *block = ask_quietly(r);
    if (block == NULL)
        return NULL;
    hm__lane_add(lane, &lane->counters.allocs, 1);
    hm__lane_add(lane, &lane->counters.bytes, size);
    if (hm__lane_is_quiet(lane))
        return block;
    if (detailed())
        detail_born(lane, size, hm__usable_size(block));
    tell_born(lane, block, size, r);
    return block;
}

void *hm__launched_malloc(struct hm__lane *lane, size_t size, void *caller, const void *frame)
{
    void *block = hm__real.malloc(size);

    if (block == NULL)
        return NULL;
    hm__add(&lane->counters.allocs, 1);
    hm__add(&lane->counters.bytes, size);
    hm__launched_born(lane, size, usable_size(block));
    const struct hm__observer *o = observer();
    if (o != NULL && o->placed != NULL) {
        hm__lane = &hm__quiet;
        o->placed(lane, size, caller, frame);
        hm__lane = lane;
    }
    return block;
}

void *hm__observed_malloc(struct hm__lane *lane, size_t size, void *caller, const void *frame)
{
    void *block = hm__real.malloc(size);

    if (block == NULL)
        return NULL;
    hm__add(&lane->counters.allocs, 1);
    hm__add(&lane->counters.bytes, size);
    const struct hm__observer *o = __atomic_load_n(&hm__observer, __ATOMIC_ACQUIRE);
    if (o == NULL)
        return block;
    hm__lane = &hm__quiet;
    if (o->born != NULL)
        o->born(block, size, HM__MALLOC, caller, frame);
    if (o->placed != NULL)
        o->placed(lane, size, caller, frame);
    hm__lane = lane;
    return block;
}

/* True if it was done. */
static bool observed_free(void *block, void *caller, const void *frame)
{
    struct hm__lane *lane = hm__observed_lane();

    if (lane == NULL)
        return false;
    hm__add(&lane->counters.frees, 1);
    const struct hm__observer *o = __atomic_load_n(&hm__observer, __ATOMIC_ACQUIRE);
    if (o != NULL && o->dies != NULL) {
        hm__lane = &hm__quiet;
        o->dies(block, HM__FREE, caller, frame);
        hm__lane = lane;
    }
    hm__real.free(block);
    return true;
}

/* True if it was done. */
static bool launched_free(void *block)
{
    struct hm__lane *lane = hm__launched_lane();

    if (lane == NULL)
        return false;
    hm__add(&lane->counters.frees, 1);
    hm__launched_died(lane, usable_size(block));
    hm__real.free(block);
    return true;
}

static void give_back(void *block, struct hm__lane *lane, enum hm__entry entry, void *caller,
                      const void *frame)
{
    hm__lane_add(lane, &lane->counters.frees, 1);
    if (hm__lane_is_quiet(lane))
        return;
    if (detailed())
        detail_died(lane, hm__usable_size(block));
    tell_dies(block, entry, caller, frame);
}

void hm__slow_free(void *block, void *caller)
{
    const void *frame = __builtin_frame_address(0);

    if (block == NULL || hm__pool_owns(block) || observed_free(block, caller, frame) ||
        launched_free(block) || !ready())
        return;

    int saved = errno;
    give_back(block, hm__lane_mine(), HM__FREE, caller, frame);
    errno = saved;
    hm__real.free(block);
}

/* A pool block cannot grow in place: its content moves to the allocator, which is one birth. */
static void *leave_pool(void *block, const struct hm__request *r)
{
    size_t held = hm__pool_size(block);
    void *moved = hm__slow_alloc(r);

    if (moved != NULL)
        memcpy(moved, block, held < r->size * r->count ? held : r->size * r->count);
    return moved;
}

static void *realloc_quietly(void *block, size_t size)
{
    if ((hm__mode_now() & HM__MODE_NESTED) == 0)
        return hm__real.realloc(block, size);
    struct hm__lane *mine = quieten();
    void *moved = hm__real.realloc(block, size);
    hm__lane = mine;
    return moved;
}

static void count_moved(struct hm__lane *lane, size_t size, size_t held, void *to)
{
    hm_counters *c = &lane->counters;
    size_t holds = hm__usable_size(to);

    hm__lane_add(lane, &c->allocs, 1);
    hm__lane_add(lane, &c->frees, 1);
    hm__lane_add(lane, &c->bytes, size);
    hm__lane_add(lane, holds > held ? &c->grows : &c->shrinks, 1);
    if (detailed() && !hm__lane_is_quiet(lane))
        detail_moved(lane, size, held, holds);
}

static void *move(void *block, size_t size, const struct hm__request *r, struct hm__lane *lane)
{
    void *caller = r->caller;
    const struct hm__observer *o = hm__lane_is_quiet(lane) ? NULL : observer();
    size_t held = hm__usable_size(block);

    if (o != NULL && o->moving != NULL) {
        struct hm__lane *mine = quieten();
        o->moving(block, size, caller, r->frame);
        hm__lane = mine;
    }
    void *to = realloc_quietly(block, size);
    if (to != NULL)
        count_moved(lane, size, held, to);
    else
        errno = ENOMEM; /* jemalloc 5.3.0 forgets to say so */
    if (o != NULL && (o->moved != NULL || o->placed != NULL)) {
        struct hm__lane *mine = quieten();
        int saved = errno;
        if (o->moved != NULL)
            o->moved(block, to, size, caller, r->frame);
        if (o->placed != NULL && to != NULL)
            o->placed(lane, size, caller, r->frame);
        errno = saved;
        hm__lane = mine;
    }
    return to;
}

void *hm__slow_realloc(void *block, const struct hm__request *r)
{
    size_t size;

    if (__builtin_mul_overflow(r->count, r->size, &size)) {
        errno = ENOMEM;
        return NULL;
    }
    if (block == NULL)
        return hm__slow_alloc(r);
    if (hm__pool_owns(block))
        return leave_pool(block, r);
    if (!ready())
        return NULL;

    struct hm__lane *lane = hm__lane_mine();
    if (size == 0 && hm__real.realloc_zero_frees) {
        give_back(block, lane, r->entry, r->caller, r->frame);
        return realloc_quietly(block, 0);
    }
    if (!hm__lane_is_quiet(lane) && refused())
        return NULL;
    return move(block, size, r, lane);
}

size_t hm__usable_size(void *block)
{
    if (block == NULL || !ready())
        return 0;
    if (hm__pool_owns(block))
        return hm__pool_size(block);
    return hm__real.malloc_usable_size != NULL ? hm__real.malloc_usable_size(block) : 0;
}
