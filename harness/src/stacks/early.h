/* early.h -- the blocks that are requested before the library is initialised, by other libraries.
 *
 * There is no table of stacks yet, but their sizes are kept, so that what is alive is known. */
#ifndef HM_STACKS_EARLY_H
#define HM_STACKS_EARLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The library is initialised: no more are kept, and no request is observed. */
void hm_stacks_early_end(void);

/* Tell which are alive, once; then they are forgotten. False, and none is told: they are not the
 * `alive` blocks that were counted. */
bool hm_stacks_early_tell(uint64_t alive, void (*each)(const void *block, size_t size));

void hm_stacks_early_forget(void);

#endif
