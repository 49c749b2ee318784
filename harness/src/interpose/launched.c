/* launched.c -- count requests for `heapmark run`, when there is nothing else to do. */
#include "interpose/launched.h"

#include <errno.h>

#include "base/likely.h"
#include "count/launched.h"
#include "interpose/inside.h"
#include "interpose/real.h"

/* As usable_size() of the long path, for a thread whose lane is known. */
static inline size_t usable_size(struct hm_count_lane *lane, void *block)
{
    if (HM_BASE_UNLIKELY(hm_interpose_real.malloc_usable_size == NULL))
        return 0;
    hm_count_lane = &hm_count_quiet;
    size_t size = hm_interpose_real.malloc_usable_size(block);
    hm_count_lane = lane;
    return size;
}

static inline void born(struct hm_count_lane *lane, void *block, size_t size)
{
    size_t usable = usable_size(lane, block);

    hm_count_add(&lane->counters.allocs, 1);
    hm_count_add(&lane->counters.bytes, size);
    hm_count_launched_born(lane, size, usable);
}

void *hm_interpose_launched_malloc(struct hm_count_lane *lane, size_t size)
{
    void *block = hm_interpose_real.malloc(size);

    if (HM_BASE_LIKELY(block != NULL))
        born(lane, block, size);
    return block;
}

void *hm_interpose_launched_calloc(struct hm_count_lane *lane, size_t count, size_t size)
{
    void *block = hm_interpose_real.calloc(count, size);

    if (HM_BASE_LIKELY(block != NULL)) /* then count * size does not overflow */
        born(lane, block, count * size);
    return block;
}

void hm_interpose_launched_free(struct hm_count_lane *lane, void *block)
{
    size_t usable = usable_size(lane, block);

    hm_count_add(&lane->counters.frees, 1);
    hm_count_launched_died(lane, usable);
    hm_interpose_real.free(block);
}

void *hm_interpose_launched_realloc(struct hm_count_lane *lane, void *block, size_t size)
{
    hm_counters *c = &lane->counters;
    size_t before = usable_size(lane, block);

    hm_interpose_inside_enter();
    void *to = hm_interpose_real.realloc(block, size);
    hm_interpose_inside_leave(lane);
    if (HM_BASE_UNLIKELY(to == NULL)) {
        errno = ENOMEM; /* jemalloc 5.3.0 does not set it */
        return NULL;
    }
    size_t usable = usable_size(lane, to);
    hm_count_add(&c->allocs, 1);
    hm_count_add(&c->frees, 1);
    hm_count_add(&c->bytes, size);
    hm_count_add(usable > before ? &c->grows : &c->shrinks, 1);
    hm_count_launched_moved(lane, size, before, usable);
    return to;
}
