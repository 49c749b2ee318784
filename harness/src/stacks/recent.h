/* recent.h -- a cache of the call stacks that a thread allocated from last.
 *
 * The result of a walk depends only on where it starts and on the words it reads. An entry holds
 * both: if a walk would start there again and would find the same words, its result is the same
 * stack, and comparing the words replaces the walk. Each lane has a small set-associative cache in
 * private memory, mapped at the lane's first stack and used by its thread alone. */
#ifndef HM_STACKS_RECENT_H
#define HM_STACKS_RECENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/likely.h"
#include "count/lane.h"
#include "stacks/rules.h"
#include "stacks/table.h"

enum {
    HM_STACKS_RECENT_NEXT_LOG2 = 4,
    HM_STACKS_RECENT_NEXT = 1 << HM_STACKS_RECENT_NEXT_LOG2,
    HM_STACKS_RECENT_STEP = 4, /* words that are compared with one branch */
};

struct hm_stacks_word {
    const uintptr_t *at;
    uintptr_t value;
};

struct hm_stacks_recent {
    uintptr_t caller;
    const uintptr_t *frame; /* our frame that returns to the caller; NULL: unused */
    uintptr_t top;          /* end of the stack: every word below it can be read */
    uintptr_t link;
    uint32_t turn;                 /* in the first entry of a set: which one to overwrite next */
    struct hm_stacks_count *count; /* NULL: an unused entry */
    /* The entries that were wanted after this one, see hm_stacks_recent_after(). NULL: unknown. */
    struct hm_stacks_recent *next[HM_STACKS_RECENT_NEXT];
    bool linked;  /* frame[0] was read, and is `link` */
    bool unwound; /* the walk used the unwind tables */
    uint32_t n;
    struct hm_stacks_word
        words[2 * HM_STACKS_DEPTH]; /* what the walk read; n is a multiple of the step */
};

enum {
    HM_STACKS_RECENT_SETS_LOG2 = 5,
    /* Of a set: stacks that differ above the caller's frame. In C++ all come from operator new. */
    HM_STACKS_RECENT_WAYS = 32,
};

extern struct hm_stacks_recent *hm_stacks_recent_caches[HM_COUNT_LANES] HM_COUNT_HIDDEN;

/* Map the cache of that lane. NULL: no memory. Keeps errno. */
struct hm_stacks_recent *hm_stacks_recent_new(uint32_t lane) __attribute__((cold));

/* Room for hm_stacks_known in the same memory, with what an earlier thread of the lane left there.
 * NULL: none. Keeps errno. */
struct hm_stacks_stack *hm_stacks_recent_known(const struct hm_count_lane *lane);

/* From now on no cache is mapped for a lane that has none. */
void hm_stacks_recent_seal(void);

/* The set for blocks requested by `caller`: HM_STACKS_RECENT_WAYS entries. frame: our frame that
 * returns to it. NULL: there is none, because the lane is shared or there is no memory. Keeps
 * errno. */
static inline struct hm_stacks_recent *
hm_stacks_recent_set_of(const struct hm_count_lane *lane, uintptr_t caller, const uintptr_t *frame)
{
    uint32_t number = (uint32_t)(lane - hm_count_process.lanes);
    if (number == 0)
        return NULL;
    struct hm_stacks_recent *cache = hm_stacks_recent_caches[number];
    if (HM_BASE_UNLIKELY(cache == NULL) && (cache = hm_stacks_recent_new(number)) == NULL)
        return NULL;
    uint64_t h = (caller ^ (uintptr_t)frame << 16) * UINT64_C(0x9e3779b97f4a7c15);
    return &cache[(h >> (64 - HM_STACKS_RECENT_SETS_LOG2)) * HM_STACKS_RECENT_WAYS];
}

/* The entry that came last after `before` and `last` for a block requested by `caller`, or for
 * others that share its place. */
static inline struct hm_stacks_recent **
hm_stacks_recent_after(const struct hm_stacks_recent *before, struct hm_stacks_recent *last,
                       uintptr_t caller)
{
    uint64_t h = (caller + (uintptr_t)before) * UINT64_C(0x9e3779b97f4a7c15);
    return &last->next[h >> (64 - HM_STACKS_RECENT_NEXT_LOG2)];
}

/* The number of entries of the set that may be filled: the first ones. The others are memory that
 * nothing has touched. */
static inline uint32_t hm_stacks_recent_used(const struct hm_stacks_recent *set)
{
    return set->turn < HM_STACKS_RECENT_WAYS ? set->turn : HM_STACKS_RECENT_WAYS;
}

/* The entry of the set to overwrite next. */
struct hm_stacks_recent *hm_stacks_recent_victim(struct hm_stacks_recent *set);

/* Remember a walk along the frame pointers above `frame`, which gave the n return addresses in
 * chain. The first of them is the caller's. */
void hm_stacks_recent_set(struct hm_stacks_recent *entry, const uintptr_t *frame, uintptr_t top,
                          struct hm_stacks_count *count, const uintptr_t *chain, size_t n);

/* Remember a walk by the unwind tables. */
void hm_stacks_recent_set_unwound(struct hm_stacks_recent *entry, const uintptr_t *frame,
                                  struct hm_stacks_count *count,
                                  const struct hm_stacks_walked *walk);

/* The walks of the thread whose lane it is; there is a cache. */
struct hm_stacks_walks *hm_stacks_recent_walks(const struct hm_count_lane *lane);

/* 0: the word is as it was. */
static inline uintptr_t hm_stacks_differs(const struct hm_stacks_word *word)
{
    return *word->at ^ word->value;
}

/* Is the stack above frame the one in the entry? Memory below `top` may be read. */
static inline bool hm_stacks_recent_is(const struct hm_stacks_recent *entry, uintptr_t caller,
                                       const uintptr_t *frame, uintptr_t top)
{
    if (entry->frame != frame || entry->caller != caller || entry->top != top ||
        (entry->linked && entry->link != frame[0]))
        return false;
    const struct hm_stacks_word *w = entry->words;
    for (const struct hm_stacks_word *end = w + entry->n; w < end; w += HM_STACKS_RECENT_STEP)
        if (HM_BASE_UNLIKELY((hm_stacks_differs(&w[0]) | hm_stacks_differs(&w[1]) |
                              hm_stacks_differs(&w[2]) | hm_stacks_differs(&w[3])) != 0))
            return false;
    return true;
}

/* Forget the stacks of all lanes while their threads run. */
void hm_stacks_recent_drop(void);

/* Forget everything, because the entries point to counts of another table. Only while the process
 * has one thread. */
void hm_stacks_recent_forget(void);

#endif
