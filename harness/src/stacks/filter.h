/* filter.h -- has the program forbidden itself system calls? */
#ifndef HM_STACKS_FILTER_H
#define HM_STACKS_FILTER_H

#include <stdbool.h>

/* Find what the functions in front of libc's pass on to. Before the program's threads start. */
void hm_stacks_filter_start(void);

/* True once the program may have installed a filter of system calls: then none may be made in its
 * name. Async-signal-safe. */
bool hm_stacks_filtered(void);

#endif
