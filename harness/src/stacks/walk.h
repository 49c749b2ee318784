/* walk.h -- the return addresses on the calling thread's stack, innermost first.
 *
 * There are two ways. Following frame pointers takes two loads per frame, but skips functions that
 * were compiled without them. Unwind tables know every frame, but take some hundred times as long.
 * Both are for use under a malloc hook: they neither allocate nor lock, and read no memory outside
 * the thread's stack. */
#ifndef HM_STACKS_WALK_H
#define HM_STACKS_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/likely.h"

/* The mapping that held this thread's stack pointer last: memory up to `top` can be read. If it is
 * not the stack that the thread was started with, it may hold several stacks, and those above may
 * be unmapped at any time: then only what is known to belong to a frame can be read. */
struct hm_stacks_stack {
    uintptr_t bottom, top;
    bool threads_own;
};

extern _Thread_local struct hm_stacks_stack hm_stacks_stack
    __attribute__((tls_model("initial-exec"))) __attribute__((visibility("hidden")));

/* The stacks that this thread ran on before, by the page that its stack pointer was in: a program
 * with coroutines changes its stack all the time, and reading the mappings takes long. Not thread
 * local, because that memory is taken from the stack of each thread. NULL: a few are remembered. */
enum { HM_STACKS_KNOWN_LOG2 = 8 };
extern _Thread_local struct hm_stacks_stack *hm_stacks_known
    __attribute__((tls_model("initial-exec"))) __attribute__((visibility("hidden")));

/* Find the mapping that holds `here`, and return its top; 0: not found. For hm_stacks_top(). */
uintptr_t hm_stacks_find(uintptr_t here);

/* From now on hm_stacks_find() opens no file: a stack that it has not seen has no bounds, and only
 * unwind tables can walk it. */
void hm_stacks_seal_walk(void);

/* The end of the stack. Looked up again when the stack has grown, or is another one: that of a
 * signal handler or a coroutine. */
static inline uintptr_t hm_stacks_top(uintptr_t here)
{
    if (HM_BASE_UNLIKELY(here < hm_stacks_stack.bottom || here >= hm_stacks_stack.top))
        return hm_stacks_find(here);
    return hm_stacks_stack.top;
}

/* The frame that this one's saved frame pointer leads to; NULL: to none that may be read. */
static inline const uintptr_t *hm_stacks_frame_above(const uintptr_t *frame, uintptr_t top)
{
    uintptr_t next = frame[0];
    if (next <= (uintptr_t)frame || next % sizeof *frame != 0 || next >= top ||
        top - next < 2 * sizeof *frame)
        return NULL;
    return (const uintptr_t *)next; // NOLINT(performance-no-int-to-ptr)
}

/* The stack pointer after a return into a frame, and the frame pointer there. */
struct hm_stacks_registers {
    uintptr_t sp, fp;
};

/* Fill pcs with `caller`, the return address that the hook was given, and those above it: at most
 * max, which is at least 1. Returns how many; 0 if the stack cannot be walked that way: the frame
 * pointer in the first frame of a coroutine may lead into the stack of another one. */
size_t hm_stacks_walk_frame_pointers(void *caller, uintptr_t *pcs, size_t max);

/* The same. Code that a signal interrupted made no call: its address is increased by one, so that
 * the address before it is always within the instruction that is meant. *last, if not NULL: the
 * registers in the frame of the last address. */
size_t hm_stacks_walk_unwind_tables(void *caller, uintptr_t *pcs, size_t max,
                                    struct hm_stacks_registers *last);

#endif
