/* live.h -- how many blocks of one site one activation keeps alive at once.
 *
 * A block's home is known only when it is freed, so nothing can be counted per home at birth. But
 * for one thread and one site it is enough to keep the live blocks in buckets, by the frame that
 * was innermost at their birth. When a block with home h is freed, the blocks that are alive and
 * were born since h was entered are those in the buckets from h's on. The bucket of a frame that
 * was left is folded into that of the frame below. So there are never more buckets than frames on
 * the stack, and mostly there is one.
 *
 * Contract: the caller holds hm_tracer_lock(). Memory comes from the arena given, never the
 * program's heap. */
#ifndef HM_TRACER_LIVE_H
#define HM_TRACER_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/likely.h"

struct hm_tracer_live_bucket {
    uint64_t low;  /* activation; holds births from this one on */
    uint64_t live; /* blocks */
};

struct hm_tracer_live {
    struct hm_tracer_live_bucket *bucket; /* by growing `low` */
    uint32_t count, room;
    struct hm_tracer_raw_fate *fate; /* that of the site's last death on this thread; NULL: none */
};

/* Memory that only grows, taken from mappings; zero-initialise. */
struct hm_tracer_arena {
    char *at, *end;
};

/* Zeroed memory, aligned to 16 bytes, never given back. NULL: no memory. */
void *hm_tracer_arena_take(struct hm_tracer_arena *a, size_t size);

/* A block was born while `top` was the innermost activation. Not counted if there is no memory. */
void hm_tracer_live_born(struct hm_tracer_live *l, struct hm_tracer_arena *a, uint64_t top);

/* The same for the usual case: the blocks of the site that are alive, if any, are all of the same
 * activation. False: nothing was done. */
static inline bool hm_tracer_live_born_alone(struct hm_tracer_live *l, uint64_t top)
{
    if (l->count != 1 || (l->bucket->live != 0 && l->bucket->low != top))
        return false;
    l->bucket->low = top;
    l->bucket->live++;
    return true;
}

/* Every activation after `top` was left. So the home of a block born there is `top` or lies further
 * out. */
void hm_tracer_live_fold(struct hm_tracer_live *l, uint64_t top);

/* The slow paths of the next two. */
uint64_t hm_tracer_live_since_many(const struct hm_tracer_live *l, uint64_t home);
void hm_tracer_live_died_many(struct hm_tracer_live *l, uint64_t birth);

/* Blocks alive that were born in activation `home` or inside it. */
static inline uint64_t hm_tracer_live_since(const struct hm_tracer_live *l, uint64_t home)
{
    if (HM_BASE_UNLIKELY(l->count != 1))
        return hm_tracer_live_since_many(l, home);
    return l->bucket->low >= home ? l->bucket->live : 0;
}

/* The block born when the activation counter stood at `birth` is gone. */
static inline void hm_tracer_live_died(struct hm_tracer_live *l, uint64_t birth)
{
    if (HM_BASE_UNLIKELY(l->count != 1))
        hm_tracer_live_died_many(l, birth);
    else if (l->bucket->low <= birth && l->bucket->live > 0)
        l->bucket->live--;
}

/* All blocks alive. */
uint64_t hm_tracer_live_all(const struct hm_tracer_live *l);

#endif
