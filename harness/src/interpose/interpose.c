/* interpose.c -- the malloc family as the program calls it, and the short path of malloc, free and
 * calloc.
 *
 * Linked as an object into the executable, these definitions come before those of every library,
 * libc included; loaded with LD_PRELOAD, before all but the executable's own. A request costs
 * one load and branch on the mode word, one on the thread's lane, and two additions. */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>

#include "base/likely.h"
#include "count/mode.h"
#include "interpose/launched.h"
#include "interpose/placed.h"
#include "interpose/pool.h"
#include "interpose/real.h"
#include "interpose/slow.h"

#define CALLER() __builtin_return_address(0)

/* Aligned so that the short path lies in one cache line, whatever is linked before it. */
#define LINE __attribute__((aligned(64)))

#define REQUEST(n, ...)                                                                            \
    (&(struct hm_interpose_request){                                                               \
        .count = (n), .frame = __builtin_frame_address(0), __VA_ARGS__ })

/* C23; not declared by the C libraries of today. */
void free_sized(void *block, size_t size);
void free_aligned_sized(void *block, size_t alignment, size_t size);
void *pvalloc(size_t size); /* musl has none */

/* The lane to count in on the short path; NULL if the long path must be taken. */
static inline struct hm_count_lane *short_path(void)
{
    struct hm_count_lane *lane = hm_count_lane;

    return HM_BASE_UNLIKELY(hm_count_mode_now() != 0) ? NULL : lane;
}

/* Apart from the short path and tail-called, so that the short path needs no stack frame of its
 * own. */
static __attribute__((noinline)) void *slow_malloc(size_t size, void *caller)
{
    struct hm_count_lane *lane = hm_count_lane;
    uint32_t mode = hm_count_mode_now();

    if (HM_BASE_LIKELY(hm_interpose_is_launched(mode, lane)))
        return hm_interpose_launched_malloc(lane, size);
    if (HM_BASE_LIKELY(hm_interpose_is_placed(mode, lane)))
        return hm_interpose_placed_malloc(lane, size, caller);
    return hm_interpose_slow_malloc(size, caller, __builtin_frame_address(0));
}

static __attribute__((noinline)) void slow_free(void *block, void *caller)
{
    struct hm_count_lane *lane = hm_count_lane;
    uint32_t mode = hm_count_mode_now();

    if (HM_BASE_UNLIKELY(block == NULL || hm_interpose_pool_owns(block)))
        hm_interpose_slow_free(block, caller);
    else if (HM_BASE_LIKELY(hm_interpose_is_launched(mode, lane)))
        hm_interpose_launched_free(lane, block);
    else if (HM_BASE_LIKELY(hm_interpose_is_placed(mode, lane)))
        hm_interpose_placed_free(lane, block);
    else
        hm_interpose_slow_free(block, caller);
}

/* The long path of calloc finds out whether the allocator's calloc() calls malloc(). */
static bool asked_calloc;

static __attribute__((noinline)) void *slow_calloc(size_t count, size_t size, void *caller)
{
    struct hm_count_lane *lane = hm_count_lane;
    uint32_t mode = hm_count_mode_now();
    bool first = !__atomic_load_n(&asked_calloc, __ATOMIC_RELAXED);

    if (!first && hm_interpose_is_launched(mode, lane))
        return hm_interpose_launched_calloc(lane, count, size);
    if (!first && hm_interpose_is_placed(mode, lane))
        return hm_interpose_placed_calloc(lane, count, size, caller);
    void *block = hm_interpose_slow_calloc(count, size, caller, __builtin_frame_address(0), first);
    __atomic_store_n(&asked_calloc, true, __ATOMIC_RELAXED);
    return block;
}

/* Apart from realloc(), which could not jump elsewhere with a request on its stack. */
static __attribute__((noinline)) void *slow_realloc(void *block, size_t size, void *caller)
{
    return hm_interpose_slow_realloc(
        block, REQUEST(1, .entry = HM_COUNT_REALLOC, .caller = caller, .size = size));
}

/* Undo the count of a malloc that failed. Counting comes before the call, so that the short path
 * need not keep its lane over it. */
static __attribute__((noinline, cold)) void take_back(size_t size)
{
    struct hm_count_lane *lane = hm_count_lane_mine();

    hm_count_lane_add(lane, &lane->counters.allocs, -UINT64_C(1));
    hm_count_lane_add(lane, &lane->counters.bytes, -(uint64_t)size);
}

LINE void *malloc(size_t size)
{
    struct hm_count_lane *lane = short_path();

    if (HM_BASE_UNLIKELY(lane == NULL))
        return slow_malloc(size, CALLER());
    hm_count_add(&lane->counters.allocs, 1);
    hm_count_add(&lane->counters.bytes, size);
    void *block = hm_interpose_real.malloc(size);
    if (HM_BASE_UNLIKELY(block == NULL))
        take_back(size);
    return block;
}

LINE void free(void *block)
{
    struct hm_count_lane *lane = short_path();

    if (HM_BASE_UNLIKELY(lane == NULL || block == NULL)) {
        slow_free(block, CALLER());
        return;
    }
    hm_count_add(&lane->counters.frees, 1);
    hm_interpose_real.free(block);
}

void *calloc(size_t count, size_t size)
{
    struct hm_count_lane *lane = short_path();

    if (HM_BASE_UNLIKELY(lane == NULL || !__atomic_load_n(&asked_calloc, __ATOMIC_RELAXED)))
        return slow_calloc(count, size, CALLER());
    void *block = hm_interpose_real.calloc(count, size);
    if (HM_BASE_UNLIKELY(block == NULL))
        return NULL;
    hm_count_add(&lane->counters.allocs, 1);
    hm_count_add(&lane->counters.bytes, count * size); /* no overflow: it succeeded */
    return block;
}

void *realloc(void *block, size_t size)
{
    struct hm_count_lane *lane = hm_count_lane;

    uint32_t mode = hm_count_mode_now();
    bool moves = block != NULL && size != 0 && !hm_interpose_pool_owns(block);

    if (hm_interpose_is_launched(mode, lane)) {
        if (block == NULL)
            return hm_interpose_launched_malloc(lane, size);
        if (moves)
            return hm_interpose_launched_realloc(lane, block, size);
    } else if (hm_interpose_is_placed(mode, lane)) {
        if (block == NULL)
            return hm_interpose_placed_malloc(lane, size, CALLER());
        if (moves)
            return hm_interpose_placed_realloc(lane, block, size, CALLER());
    }
    return slow_realloc(block, size, CALLER());
}

void *reallocarray(void *block, size_t count, size_t size)
{
    return hm_interpose_slow_realloc(
        block, REQUEST(count, .entry = HM_COUNT_REALLOCARRAY, .caller = CALLER(), .size = size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return hm_interpose_slow_alloc(REQUEST(1, .entry = HM_COUNT_ALIGNED_ALLOC, .caller = CALLER(),
                                           .alignment = alignment, .size = size));
}

void *memalign(size_t alignment, size_t size)
{
    return hm_interpose_slow_alloc(REQUEST(1, .entry = HM_COUNT_MEMALIGN, .caller = CALLER(),
                                           .alignment = alignment, .size = size));
}

void *valloc(size_t size)
{
    return hm_interpose_slow_alloc(
        REQUEST(1, .entry = HM_COUNT_VALLOC, .caller = CALLER(), .size = size));
}

void *pvalloc(size_t size)
{
    return hm_interpose_slow_alloc(
        REQUEST(1, .entry = HM_COUNT_PVALLOC, .caller = CALLER(), .size = size));
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    int saved = errno;

    errno = 0;
    void *block =
        hm_interpose_slow_alloc(REQUEST(1, .entry = HM_COUNT_POSIX_MEMALIGN, .caller = CALLER(),
                                        .alignment = alignment, .size = size));
    int error = block == NULL ? errno : 0;
    errno = saved;
    if (error == 0)
        *out = block;
    return error;
}

size_t malloc_usable_size(void *block)
{
    return hm_interpose_usable_size(block);
}

void free_sized(void *block, size_t size)
{
    (void)size;
    free(block);
}

void free_aligned_sized(void *block, size_t alignment, size_t size)
{
    (void)alignment;
    (void)size;
    free(block);
}
