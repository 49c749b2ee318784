/* recent.h -- the stacks that a thread allocated from last, so that a known one costs a comparison.
 *
 * Each lane has a small direct-mapped cache, found by caller and frame. A hit means that every
 * return address now on the stack was compared with those of the remembered chain, so it is as good
 * as a walk. Private memory, mapped at a lane's first stack; a lane's entries are used by its
 * thread alone. */
#ifndef HM_RECENT_H
#define HM_RECENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "count/lane.h"
#include "sites/stacks.h"

struct hm__recent {
    uintptr_t caller;
    struct hm__stack_count *count; /* NULL: an unused entry */
    uint32_t n;                    /* return addresses in pcs */
    bool to_the_end;               /* the chain of frames must end where pcs does */
    uintptr_t pcs[HM__STACK_DEPTH];
};

/* The entry for a block requested by `caller`; frame: that of ours which returns to it. NULL if
 * there can be none: the shared lane, or no memory. Keeps errno. */
struct hm__recent *hm__recent_entry(const struct hm__lane *lane, uintptr_t caller,
                                    const uintptr_t *frame);

/* Is the stack above frame, of which memory below `top` may be read, the one in the entry? */
bool hm__recent_is(const struct hm__recent *entry, uintptr_t caller, const uintptr_t *frame,
                   uintptr_t top);

/* Forget everything, because the counts are elsewhere now. While one thread runs. */
void hm__recent_forget(void);

#endif
