/* slow.c -- the long path: find the allocator, fail on purpose, detail, observers, corner cases.
 *
 * The order of events matters where other threads can see them. A death is told to the observer
 * before the block is given back, and a birth after it was obtained. So the observer never sees two
 * live blocks at one address. */
#include "interpose/slow.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/likely.h"
#include "base/realign.h"
#include "count/detail.h"
#include "count/fail.h"
#include "count/launched.h"
#include "count/mode.h"
#include "count/selftest.h"
#include "interpose/ask.h"
#include "interpose/inside.h"
#include "interpose/pool.h"
#include "interpose/real.h"

#define INLINE inline __attribute__((always_inline))

/* Bytes that may be used in a block of the allocator. The program did not ask for them: what the
 * allocator requests to find out is not counted, and its size is not asked for in turn. */
static size_t usable_size(void *block)
{
    if (hm_interpose_real.malloc_usable_size == NULL)
        return 0;
    struct hm_count_lane *mine = hm_count_guard_enter();
    size_t size = hm_interpose_real.malloc_usable_size(block);
    hm_count_guard_leave(mine);
    return size;
}

static bool ready(void)
{
    return (hm_count_mode_now() & HM_COUNT_MODE_UNRESOLVED) == 0 || hm_interpose_real_find();
}

/* The calling thread's own lane, if nothing makes the path long but a launcher or an observer: then
 * the allocator is known and no request is made to fail. NULL: go through everything. */
static INLINE struct hm_count_lane *direct_lane(uint32_t mode)
{
    const uint32_t allowed =
        HM_COUNT_MODE_LAUNCHED | HM_COUNT_MODE_OBSERVED | HM_COUNT_MODE_EVENTS | HM_COUNT_MODE_POOL;
    struct hm_count_lane *lane = hm_count_lane;

    return (mode & ~allowed) == 0 && hm_count_lane_is_own(lane) ? lane : NULL;
}

/* Tell the compiler what direct_lane() found, so that what counts in any lane asks no more. */
static INLINE void assume_direct(const struct hm_count_lane *lane, uint32_t mode)
{
    if (!hm_count_lane_is_own(lane) || lane == hm_count_shared_lane() ||
        hm_count_lane_is_quiet(lane) || (mode & HM_COUNT_MODE_DETAIL) != 0)
        __builtin_unreachable();
}

static INLINE const struct hm_count_observer *observer(uint32_t mode)
{
    if ((mode & HM_COUNT_MODE_OBSERVED) == 0)
        return NULL;
    return __atomic_load_n(&hm_count_observer, __ATOMIC_ACQUIRE);
}

/* Does the observer ask for births and deaths? */
static INLINE bool has_events(uint32_t mode)
{
    return (mode & HM_COUNT_MODE_EVENTS) != 0;
}

/* Is the usable size of each block kept? */
static INLINE bool keeps_sizes(uint32_t mode)
{
    return (mode & (HM_COUNT_MODE_DETAIL | HM_COUNT_MODE_LAUNCHED)) != 0;
}

/* By the functions of a detail pass, or by those of a launcher? The shared lane cannot use those of
 * a launcher, which are not atomic. */
static INLINE bool in_detail(const struct hm_count_lane *lane, uint32_t mode)
{
    return (mode & HM_COUNT_MODE_DETAIL) != 0 || lane == hm_count_shared_lane();
}

/* A block was handed out: count it, and tell the observer. */
static INLINE void born(struct hm_count_lane *lane, uint32_t mode, void *block, size_t size,
                        enum hm_count_entry entry, void *caller, const void *frame)
{
    hm_count_lane_add(lane, &lane->counters.allocs, 1);
    hm_count_lane_add(lane, &lane->counters.bytes, size);
    if (hm_count_lane_is_quiet(lane))
        return;
    if (keeps_sizes(mode) && in_detail(lane, mode))
        hm_count_detail_born(lane, size, usable_size(block));
    else if (keeps_sizes(mode))
        hm_count_launched_born(lane, size, usable_size(block));
    const struct hm_count_observer *o = observer(mode);
    if (o == NULL)
        return;
    struct hm_count_lane *mine = hm_count_guard_enter();
    if (has_events(mode) && o->born != NULL)
        o->born(block, size, entry, caller, frame);
    if (o->placed != NULL)
        o->placed(lane, block, size, caller, frame);
    hm_count_guard_leave(mine);
}

/* A block ends of which `held` bytes could be used. */
static INLINE void count_end(struct hm_count_lane *lane, uint32_t mode, size_t held)
{
    hm_count_lane_add(lane, &lane->counters.frees, 1);
    if (hm_count_lane_is_quiet(lane) || !keeps_sizes(mode))
        return;
    if (in_detail(lane, mode))
        hm_count_detail_died(lane, held);
    else
        hm_count_launched_died(lane, held);
}

/* A block is about to be given back: count it, and tell the observer. */
static INLINE void dies(struct hm_count_lane *lane, uint32_t mode, void *block,
                        enum hm_count_entry entry, void *caller, const void *frame)
{
    bool sized = keeps_sizes(mode) && !hm_count_lane_is_quiet(lane);
    count_end(lane, mode, sized ? usable_size(block) : 0);
    if (hm_count_lane_is_quiet(lane))
        return;
    const struct hm_count_observer *o = observer(mode);
    if (o == NULL)
        return;
    struct hm_count_lane *mine = hm_count_guard_enter();
    if (has_events(mode) && o->dies != NULL)
        o->dies(block, entry, caller, frame);
    if (o->left != NULL)
        o->left(lane, block);
    hm_count_guard_leave(mine);
}

static bool refused(const struct hm_count_lane *lane)
{
    if ((hm_count_mode_now() & HM_COUNT_MODE_FAIL) == 0 || hm_count_lane_is_quiet(lane) ||
        !hm_count_fail_now())
        return false;
    errno = ENOMEM;
    return true;
}

struct hm_count_lane hm_interpose_inside;

static void *ask_guarded(const struct hm_interpose_request *r)
{
    struct hm_count_lane *mine = hm_interpose_inside_enter();
    void *block = hm_interpose_ask(r);
    hm_interpose_inside_leave(mine);
    return block;
}

static INLINE void *realloc_guarded(void *block, size_t size)
{
    struct hm_count_lane *mine = hm_interpose_inside_enter();
    void *moved = hm_interpose_real.realloc(block, size);
    hm_interpose_inside_leave(mine);
    return moved;
}

/* Handed out to the self-test, so that the program's allocator is not asked for a block. */
static _Alignas(max_align_t) char selftest_block[32];

HM_BASE_REALIGN void *hm_interpose_slow_alloc(const struct hm_interpose_request *r)
{
    size_t size;

    if (__builtin_mul_overflow(r->count, r->size, &size)) {
        errno = ENOMEM;
        return NULL;
    }
    if (!ready())
        return hm_interpose_pool_alloc(size, r->alignment);

    struct hm_count_lane *lane = hm_count_lane_mine();
    if (HM_BASE_UNLIKELY(lane == &hm_count_selftest)) {
        hm_count_add(&lane->counters.allocs, 1);
        hm_count_add(&lane->counters.bytes, size);
        return selftest_block;
    }
    if (refused(lane))
        return NULL;
    void *block = ask_guarded(r);
    if (block != NULL)
        born(lane, hm_count_mode_now(), block, size, r->entry, r->caller, r->frame);
    return block;
}

static HM_BASE_REALIGN void *any_malloc(size_t size, void *caller, const void *frame)
{
    return hm_interpose_slow_alloc(&(struct hm_interpose_request){
        .entry = HM_COUNT_MALLOC, .count = 1, .size = size, .caller = caller, .frame = frame });
}

void *hm_interpose_slow_malloc(size_t size, void *caller, const void *frame)
{
    uint32_t mode = hm_count_mode_now();
    struct hm_count_lane *lane = direct_lane(mode);

    if (HM_BASE_UNLIKELY(lane == NULL))
        return any_malloc(size, caller, frame);
    assume_direct(lane, mode);
    void *block = hm_interpose_real.malloc(size);
    if (HM_BASE_UNLIKELY(block == NULL))
        return NULL;
    born(lane, mode, block, size, HM_COUNT_MALLOC, caller, frame);
    return block;
}

void *hm_interpose_slow_calloc(size_t count, size_t size, void *caller, const void *frame,
                               bool guarded)
{
    uint32_t mode = hm_count_mode_now();
    struct hm_count_lane *lane = direct_lane(mode);

    if (HM_BASE_UNLIKELY(lane == NULL || guarded))
        return hm_interpose_slow_alloc(&(struct hm_interpose_request){ .entry = HM_COUNT_CALLOC,
                                                                       .count = count,
                                                                       .size = size,
                                                                       .caller = caller,
                                                                       .frame = frame });
    assume_direct(lane, mode);
    void *block = hm_interpose_real.calloc(count, size);
    if (HM_BASE_UNLIKELY(block == NULL))
        return NULL;
    /* count * size does not overflow: it succeeded */
    born(lane, mode, block, count * size, HM_COUNT_CALLOC, caller, frame);
    return block;
}

void hm_interpose_slow_free(void *block, void *caller)
{
    const void *frame = __builtin_frame_address(0);
    uint32_t mode = hm_count_mode_now();
    struct hm_count_lane *lane = direct_lane(mode);

    if (block == NULL || hm_interpose_pool_owns(block))
        return;
    if (HM_BASE_UNLIKELY(block == selftest_block)) {
        hm_count_add(&hm_count_selftest.counters.frees, 1);
        return;
    }
    if (HM_BASE_LIKELY(lane != NULL)) {
        assume_direct(lane, mode);
        dies(lane, mode, block, HM_COUNT_FREE, caller, frame);
        hm_interpose_real.free(block);
        return;
    }
    int saved = errno;
    if (!ready())
        return;
    lane = hm_count_lane_mine();
    mode = hm_count_mode_now();
    errno = saved;
    dies(lane, mode, block, HM_COUNT_FREE, caller, frame);
    hm_interpose_real.free(block);
}

/* A pool block cannot grow in place: its content moves to a block of the allocator, which counts as
 * a birth alone. */
static void *leave_pool(void *block, const struct hm_interpose_request *r)
{
    size_t held = hm_interpose_pool_size(block);
    void *moved = hm_interpose_slow_alloc(r);

    if (moved != NULL)
        memcpy(moved, block, held < r->size * r->count ? held : r->size * r->count);
    return moved;
}

static INLINE void count_moved(struct hm_count_lane *lane, uint32_t mode, size_t size, size_t held,
                               void *to)
{
    hm_counters *c = &lane->counters;
    size_t holds = usable_size(to);

    hm_count_lane_add(lane, &c->allocs, 1);
    hm_count_lane_add(lane, &c->frees, 1);
    hm_count_lane_add(lane, &c->bytes, size);
    hm_count_lane_add(lane, holds > held ? &c->grows : &c->shrinks, 1);
    if (!keeps_sizes(mode) || hm_count_lane_is_quiet(lane))
        return;
    if (in_detail(lane, mode))
        hm_count_detail_moved(lane, size, held, holds);
    else
        hm_count_launched_moved(lane, size, held, holds);
}

static INLINE void *move(void *block, size_t size, const struct hm_interpose_request *r,
                         struct hm_count_lane *lane, uint32_t mode)
{
    static const struct hm_count_observer none;
    const struct hm_count_observer *o = observer(mode);
    size_t held = usable_size(block);

    if (o == NULL || hm_count_lane_is_quiet(lane))
        o = &none;
    struct hm_count_lane *mine = hm_count_guard_enter();
    if (has_events(mode) && o->moving != NULL)
        o->moving(block, size, r->caller, r->frame);
    uint64_t record = o->left != NULL ? o->left(lane, block) : 0;
    hm_count_guard_leave(mine);
    void *to = realloc_guarded(block, size);
    if (to != NULL)
        count_moved(lane, mode, size, held, to);
    else
        errno = ENOMEM; /* jemalloc 5.3.0 does not set it */
    int saved = errno;
    hm_count_guard_enter();
    if (has_events(mode) && o->moved != NULL)
        o->moved(block, to, size, r->caller, r->frame);
    if (o->placed != NULL && to != NULL)
        o->placed(lane, to, size, r->caller, r->frame);
    if (o->stays != NULL && to == NULL)
        o->stays(lane, block, record);
    hm_count_guard_leave(mine);
    errno = saved;
    return to;
}

/* The first realloc(p, 0) of the program shows what this allocator makes of it: a block, or the end
 * of p. An end is told to the observer only afterwards, because it was not foreseen. */
static void *first_realloc_to_zero(void *block, const struct hm_interpose_request *r,
                                   struct hm_count_lane *lane)
{
    uint32_t mode = hm_count_mode_now();
    const struct hm_count_observer *o = hm_count_lane_is_quiet(lane) ? NULL : observer(mode);
    size_t held = usable_size(block);
    int saved = errno;
    struct hm_count_lane *mine = hm_count_guard_enter();
    uint64_t record = o != NULL && o->left != NULL ? o->left(lane, block) : 0;

    errno = 0;
    void *to = realloc_guarded(block, 0);
    if (to == NULL && errno == ENOMEM && o != NULL && o->stays != NULL)
        o->stays(lane, block, record);
    hm_count_guard_leave(mine);
    if (to == NULL && errno == ENOMEM)
        return NULL;
    errno = saved;
    hm_interpose_real.realloc_zero = to != NULL ? HM_INTERPOSE_KEEPS : HM_INTERPOSE_FREES;
    if (to != NULL)
        count_moved(lane, mode, 0, held, to);
    else
        count_end(lane, mode, held);
    if (o == NULL)
        return to;
    hm_count_guard_enter();
    if (o->dies != NULL)
        o->dies(block, r->entry, r->caller, r->frame);
    if (to != NULL && o->born != NULL)
        o->born(to, 0, r->entry, r->caller, r->frame);
    if (to != NULL && o->placed != NULL)
        o->placed(lane, to, 0, r->caller, r->frame);
    hm_count_guard_leave(mine);
    return to;
}

/* realloc(NULL, size), which some programs use for every new block. */
static void *direct_malloc(struct hm_count_lane *lane, uint32_t mode, size_t size,
                           const struct hm_interpose_request *r)
{
    assume_direct(lane, mode);
    void *block = hm_interpose_real.malloc(size);
    if (block != NULL)
        born(lane, mode, block, size, r->entry, r->caller, r->frame);
    return block;
}

void *hm_interpose_slow_realloc(void *block, const struct hm_interpose_request *r)
{
    size_t size;

    if (__builtin_mul_overflow(r->count, r->size, &size)) {
        errno = ENOMEM;
        return NULL;
    }
    uint32_t mode = hm_count_mode_now();
    struct hm_count_lane *lane = direct_lane(mode);
    if (block == NULL)
        return lane != NULL ? direct_malloc(lane, mode, size, r) : hm_interpose_slow_alloc(r);
    if (hm_interpose_pool_owns(block))
        return leave_pool(block, r);
    if (HM_BASE_LIKELY(lane != NULL && size != 0)) {
        assume_direct(lane, mode);
        return move(block, size, r, lane, mode);
    }
    if (!ready())
        return NULL;

    lane = hm_count_lane_mine();
    mode = hm_count_mode_now();
    if (size == 0 && hm_interpose_real.realloc_zero == HM_INTERPOSE_FREES) {
        dies(lane, mode, block, r->entry, r->caller, r->frame);
        return realloc_guarded(block, 0);
    }
    if (size == 0 && hm_interpose_real.realloc_zero == HM_INTERPOSE_NOT_SEEN)
        return first_realloc_to_zero(block, r, lane);
    return refused(lane) ? NULL : move(block, size, r, lane, mode);
}

size_t hm_interpose_usable_size(void *block)
{
    if (block == NULL || !ready())
        return 0;
    return hm_interpose_pool_owns(block) ? hm_interpose_pool_size(block) : usable_size(block);
}
