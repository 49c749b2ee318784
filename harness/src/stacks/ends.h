/* ends.h -- return addresses above which there is only the C library's start code: a chain of frame
 * pointers ends there. For any thread, without locks. */
#ifndef HM_STACKS_ENDS_H
#define HM_STACKS_ENDS_H

#include <stdbool.h>
#include <stdint.h>

bool hm_stacks_is_end(uintptr_t pc);

/* Remember one more; a few are enough, and the others are forgotten. */
void hm_stacks_add_end(uintptr_t pc);

#endif
