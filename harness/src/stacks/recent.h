/* recent.h -- the stacks that a thread allocated from last, so that a known one costs a comparison.
 *
 * A walk is decided by where it starts and by the words it reads. An entry remembers both: if it
 * starts there again and finds the same words, it ends with the same stack, and need not be taken.
 * Each lane has a small set-associative cache of them in private memory, mapped at the lane's first
 * stack and used by its thread alone. */
#ifndef HM_STACKS_RECENT_H
#define HM_STACKS_RECENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "count/lane.h"
#include "stacks/stacks.h"

struct hm_stacks_recent {
    uintptr_t caller;
    const uintptr_t *frame; /* of ours, which returns to the caller */
    uintptr_t top;          /* of the stack: below it every word can be read */
    uintptr_t link;
    uint32_t turn;                 /* of the first of a set: the next to be overwritten */
    struct hm_stacks_count *count; /* NULL: an unused entry */
    bool linked;                   /* frame[0] was read, and is `link` */
    bool unwound;                  /* by the unwind tables */
    uint32_t n;
    struct {
        const uintptr_t *at;
        uintptr_t value;
    } words[2 * HM_STACKS_DEPTH]; /* what a walk from here reads */
};

enum {
    HM_STACKS_RECENT_SETS_LOG2 = 7,
    HM_STACKS_RECENT_WAYS = 8, /* stacks that differ only above the caller's frame */
};

extern struct hm_stacks_recent *hm_stacks_recent_caches[HM_COUNT_LANES] HM_COUNT_HIDDEN;

/* Map the cache of that lane. NULL: no memory. Keeps errno. */
struct hm_stacks_recent *hm_stacks_recent_new(uint32_t lane) __attribute__((cold));

/* The HM_STACKS_RECENT_WAYS entries for blocks requested by `caller`; frame: that of ours which
 * returns to it. NULL if there can be none: the shared lane, or no memory. Keeps errno. */
static inline struct hm_stacks_recent *
hm_stacks_recent_set_of(const struct hm_count_lane *lane, uintptr_t caller, const uintptr_t *frame)
{
    uint32_t number = (uint32_t)(lane - hm_count_process.lanes);
    if (number == 0)
        return NULL;
    struct hm_stacks_recent *cache = hm_stacks_recent_caches[number];
    if (__builtin_expect(cache == NULL, 0) && (cache = hm_stacks_recent_new(number)) == NULL)
        return NULL;
    uint64_t h = (caller ^ (uintptr_t)frame << 16) * UINT64_C(0x9e3779b97f4a7c15);
    return &cache[(h >> (64 - HM_STACKS_RECENT_SETS_LOG2)) * HM_STACKS_RECENT_WAYS];
}

/* The one among them to be overwritten next. */
struct hm_stacks_recent *hm_stacks_recent_victim(struct hm_stacks_recent *set);

/* Remember the chain of frame pointers above `frame`: as many frames as the n return addresses of
 * the chain need, the first of which is the caller's. */
void hm_stacks_recent_set(struct hm_stacks_recent *entry, const uintptr_t *frame, uintptr_t top,
                          struct hm_stacks_count *count, const uintptr_t *chain, size_t n);

/* Remember the stack that the unwind tables gave: the n return addresses in `stack`.
 * cut: it goes on above them. */
void hm_stacks_recent_set_unwound(struct hm_stacks_recent *entry, const uintptr_t *frame,
                                  uintptr_t top, struct hm_stacks_count *count,
                                  const uintptr_t *stack, size_t n, bool cut);

/* Is the stack above frame, of which memory below `top` may be read, the one in the entry? */
static inline bool hm_stacks_recent_is(const struct hm_stacks_recent *entry, uintptr_t caller,
                                       const uintptr_t *frame, uintptr_t top)
{
    if (entry->frame != frame || entry->caller != caller || entry->top != top ||
        (entry->linked && entry->link != frame[0]))
        return false;
    for (uint32_t i = 0; i < entry->n; i++)
        if (*entry->words[i].at != entry->words[i].value)
            return false;
    return true;
}

/* Forget everything, because the counts are elsewhere now. While one thread runs. */
void hm_stacks_recent_forget(void);

#endif
