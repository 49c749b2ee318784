/* walk.h -- who called: the return addresses on the calling thread's stack, innermost first.
 *
 * Two ways. Frame pointers are two loads per frame but pass over code that was compiled without
 * them; unwind tables know every frame and cost some hundred times as much. Both are for use under
 * a malloc hook: they neither allocate nor lock, and read no memory outside the thread's stack. */
#ifndef HM_WALK_H
#define HM_WALK_H

#include <stddef.h>
#include <stdint.h>

/* Fill pcs with `caller` - the return address that the hook was given - and those above it, up to
 * max, which is at least 1. Returns how many; 0 if the stack cannot be read that way. */
size_t hm__walk_frame_pointers(void *caller, uintptr_t *pcs, size_t max);
size_t hm__walk_unwind_tables(void *caller, uintptr_t *pcs, size_t max);

#endif
