/* recent.h -- the stacks that a thread allocated from last, so that a known one costs a comparison.
 *
 * A walk is decided by where it starts and by the words it reads. An entry remembers both: if it
 * starts there again and finds the same words, it ends with the same stack, and need not be taken.
 * Each lane has a small direct-mapped cache of them in private memory, mapped at the lane's first
 * stack and used by its thread alone. */
#ifndef HM_RECENT_H
#define HM_RECENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "count/lane.h"
#include "sites/stacks.h"

struct hm__recent {
    uintptr_t caller;
    const uintptr_t *frame;        /* of ours, which returns to the caller */
    uintptr_t top;                 /* of the stack: below it every word can be read */
    uintptr_t link;                /* frame[0] */
    struct hm__stack_count *count; /* NULL: an unused entry */
    uint32_t n;                    /* frames */
    struct {
        const uintptr_t *at; /* a frame ... */
        uintptr_t next, pc;  /* ... and its two words */
    } frames[HM__STACK_DEPTH];
};

/* The entry for a block requested by `caller`; frame: that of ours which returns to it. NULL if
 * there can be none: the shared lane, or no memory. Keeps errno. */
struct hm__recent *hm__recent_entry(const struct hm__lane *lane, uintptr_t caller,
                                    const uintptr_t *frame);

/* Remember the chain of frame pointers above `frame`: as many frames as the n return addresses of
 * the chain need, the first of which is the caller's. */
void hm__recent_set(struct hm__recent *entry, const uintptr_t *frame, uintptr_t top,
                    struct hm__stack_count *count, const uintptr_t *chain, size_t n);

/* Is the stack above frame, of which memory below `top` may be read, the one in the entry? */
static inline bool hm__recent_is(const struct hm__recent *entry, uintptr_t caller,
                                 const uintptr_t *frame, uintptr_t top)
{
    if (entry->frame != frame || entry->caller != caller || entry->top != top ||
        entry->link != frame[0])
        return false;
    for (uint32_t i = 0; i < entry->n; i++) {
        const uintptr_t *at = entry->frames[i].at;
        if (at[0] != entry->frames[i].next || at[1] != entry->frames[i].pc)
            return false;
    }
    return true;
}

/* Forget everything, because the counts are elsewhere now. While one thread runs. */
void hm__recent_forget(void);

#endif
