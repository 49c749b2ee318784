/* interpose.c -- the malloc family as the program sees it, and the short path of its two busiest
 * calls.
 *
 * Linked as an object into the executable, these definitions come before every library's, libc's
 * among them; loaded with LD_PRELOAD they come before all but the executable's own. A request costs
 * one load and branch on the mode word, one on the thread's lane, and two additions. */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>

#include "count/mode.h"
#include "interpose/pool.h"
#include "interpose/real.h"
#include "interpose/slow.h"

#define CALLER()    __builtin_return_address(0)
#define UNLIKELY(x) __builtin_expect((x), 0)

/* The short path of each in one cache line, whatever is linked before it. */
#define LINE __attribute__((aligned(64)))

#define REQUEST(n, ...)                                                                            \
    (&(struct hm_interpose_request){                                                               \
        .count = (n), .frame = __builtin_frame_address(0), __VA_ARGS__ })

/* C23; no libc this project knows declares them yet. */
void free_sized(void *block, size_t size);
void free_aligned_sized(void *block, size_t alignment, size_t size);

/* The lane to count in on the short path; NULL if the long path must be taken. */
static inline struct hm_count_lane *short_path(void)
{
    struct hm_count_lane *lane = hm_count_lane;

    return UNLIKELY(hm_count_mode_now() != 0) ? NULL : lane;
}

static __attribute__((noinline, cold)) void *slowest_malloc(size_t size, void *caller,
                                                            const void *frame)
{
    return hm_interpose_slow_alloc(&(struct hm_interpose_request){
        .entry = HM_COUNT_MALLOC, .count = 1, .size = size, .caller = caller, .frame = frame });
}

/* Apart from the short path and tail-called, so that the short path needs no stack frame of its
 * own. */
static __attribute__((noinline)) void *slow_malloc(size_t size, void *caller)
{
    const void *frame = __builtin_frame_address(0);
    struct hm_count_lane *lane = hm_interpose_observed_lane();

    if (lane != NULL)
        return hm_interpose_observed_malloc(lane, size, caller, frame);
    lane = hm_interpose_launched_lane();
    if (lane != NULL)
        return hm_interpose_launched_malloc(lane, size, caller, frame);
    return slowest_malloc(size, caller, frame);
}

/* The block was counted before it was known to exist: so only its size must outlive the call. */
static __attribute__((noinline, cold)) void take_back(size_t size)
{
    struct hm_count_lane *lane = hm_count_lane_mine();

    hm_count_lane_add(lane, &lane->counters.allocs, -UINT64_C(1));
    hm_count_lane_add(lane, &lane->counters.bytes, -(uint64_t)size);
}

static __attribute__((noinline, cold)) void *slow_calloc(size_t count, size_t size, void *caller)
{
    return hm_interpose_slow_alloc(
        REQUEST(count, .entry = HM_COUNT_CALLOC, .size = size, .caller = caller));
}

LINE void *malloc(size_t size)
{
    struct hm_count_lane *lane = short_path();

    if (UNLIKELY(lane == NULL))
        return slow_malloc(size, CALLER());
    hm_count_add(&lane->counters.allocs, 1);
    hm_count_add(&lane->counters.bytes, size);
    void *block = hm_interpose_real.malloc(size);
    if (UNLIKELY(block == NULL))
        take_back(size);
    return block;
}

LINE void free(void *block)
{
    struct hm_count_lane *lane = short_path();

    if (UNLIKELY(lane == NULL || block == NULL)) {
        hm_interpose_slow_free(block, CALLER());
        return;
    }
    hm_count_add(&lane->counters.frees, 1);
    hm_interpose_real.free(block);
}

void *calloc(size_t count, size_t size)
{
    struct hm_count_lane *lane = short_path();

    if (UNLIKELY(lane == NULL))
        return slow_calloc(count, size, CALLER());
    void *block = hm_interpose_real.calloc(count, size);
    if (UNLIKELY(block == NULL))
        return NULL;
    hm_count_add(&lane->counters.allocs, 1);
    hm_count_add(&lane->counters.bytes, count * size); /* no overflow: it succeeded */
    return block;
}

void *realloc(void *block, size_t size)
{
    return hm_interpose_slow_realloc(
        block, REQUEST(1, .entry = HM_COUNT_REALLOC, .caller = CALLER(), .size = size));
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
