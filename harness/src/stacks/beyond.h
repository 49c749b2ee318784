/* beyond.h -- go on up the stack where libgcc's unwinder stopped: at code without an unwind table.
 *
 * Such code is walked along its frame pointer, other code above it by its table again, and the
 * frame of a signal by the registers that the kernel saved. For use under a malloc hook. */
#ifndef HM_STACKS_BEYOND_H
#define HM_STACKS_BEYOND_H

#include <stddef.h>
#include <stdint.h>

#include "stacks/walk.h"

/* The number of the mapping that has code there; 0: none. */
typedef unsigned hm_stacks_module(uintptr_t address);

/* pcs holds n return addresses, from 1 on; at: the registers in the frame of the last. Adds those
 * above it, at most up to max. Returns how many there are then. known: finds what has been seen so
 * far; find: any. That may take long. */
size_t hm_stacks_walk_beyond(struct hm_stacks_registers at, uintptr_t *pcs, size_t n, size_t max,
                             hm_stacks_module *known, hm_stacks_module *find);

#endif
