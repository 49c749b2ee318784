/* placed.c -- count requests for `heapmark run --sites`, and tell the observer where they came
 * from. */
#include "interpose/placed.h"

#include <errno.h>

#include "base/likely.h"
#include "count/hook.h"
#include "count/launched.h"
#include "interpose/inside.h"
#include "interpose/real.h"

#define INLINE inline __attribute__((always_inline))

/* From here until the lane is the thread's again, what is requested is not the program's. */
static INLINE void enter(void)
{
    hm_count_lane = &hm_count_quiet;
}

static INLINE size_t usable_size(void *block)
{
    if (HM_BASE_UNLIKELY(hm_interpose_real.malloc_usable_size == NULL))
        return 0;
    return hm_interpose_real.malloc_usable_size(block);
}

/* NULL: it was removed a moment ago. */
static INLINE const struct hm_count_observer *observer(void)
{
    return __atomic_load_n(&hm_count_observer, __ATOMIC_ACQUIRE);
}

/* In the frame of the function that this is part of. */
static INLINE void place(struct hm_count_lane *lane, const void *block, size_t size, void *caller)
{
    const struct hm_count_observer *o = observer();

    if (HM_BASE_LIKELY(o != NULL && o->placed != NULL))
        o->placed(lane, block, size, caller, __builtin_frame_address(0));
}

static INLINE void born(struct hm_count_lane *lane, void *block, size_t size, void *caller)
{
    enter();
    size_t usable = usable_size(block);
    hm_count_add(&lane->counters.allocs, 1);
    hm_count_add(&lane->counters.bytes, size);
    hm_count_launched_born(lane, size, usable);
    place(lane, block, size, caller);
    hm_count_lane = lane;
}

void *hm_interpose_placed_malloc(struct hm_count_lane *lane, size_t size, void *caller)
{
    void *block = hm_interpose_real.malloc(size);

    if (HM_BASE_LIKELY(block != NULL))
        born(lane, block, size, caller);
    return block;
}

void *hm_interpose_placed_calloc(struct hm_count_lane *lane, size_t count, size_t size,
                                 void *caller)
{
    void *block = hm_interpose_real.calloc(count, size);

    if (HM_BASE_LIKELY(block != NULL)) /* then count * size does not overflow */
        born(lane, block, count * size, caller);
    return block;
}

void hm_interpose_placed_free(struct hm_count_lane *lane, void *block)
{
    enter();
    size_t usable = usable_size(block);
    hm_count_add(&lane->counters.frees, 1);
    hm_count_launched_died(lane, usable);
    const struct hm_count_observer *o = observer();
    if (HM_BASE_LIKELY(o != NULL && o->left != NULL))
        o->left(lane, block);
    hm_count_lane = lane;
    hm_interpose_real.free(block);
}

/* What hm_interpose_placed_realloc() does after the allocator has moved the block. */
static INLINE void moved(struct hm_count_lane *lane, void *to, size_t size, size_t before)
{
    hm_counters *c = &lane->counters;
    size_t usable = usable_size(to);

    hm_count_add(&c->allocs, 1);
    hm_count_add(&c->frees, 1);
    hm_count_add(&c->bytes, size);
    hm_count_add(usable > before ? &c->grows : &c->shrinks, 1);
    hm_count_launched_moved(lane, size, before, usable);
}

/* The allocator had no memory, so the block stays as it was. */
static __attribute__((noinline, cold)) void *not_moved(struct hm_count_lane *lane,
                                                       const void *block, uint64_t record)
{
    const struct hm_count_observer *o = observer();

    if (o != NULL && o->stays != NULL)
        o->stays(lane, block, record);
    hm_count_lane = lane;
    errno = ENOMEM; /* jemalloc 5.3.0 does not set it */
    return NULL;
}

void *hm_interpose_placed_realloc(struct hm_count_lane *lane, void *block, size_t size,
                                  void *caller)
{
    const struct hm_count_observer *o = observer();

    enter();
    size_t before = usable_size(block);
    uint64_t record = o != NULL && o->left != NULL ? o->left(lane, block) : 0;
    hm_interpose_inside_enter();
    void *to = hm_interpose_real.realloc(block, size);
    hm_interpose_inside_leave(&hm_count_quiet);
    if (HM_BASE_UNLIKELY(to == NULL))
        return not_moved(lane, block, record);
    moved(lane, to, size, before);
    place(lane, to, size, caller);
    hm_count_lane = lane;
    return to;
}
