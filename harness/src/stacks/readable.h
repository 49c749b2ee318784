/* readable.h -- is there memory at an address that the stack seems to lead to? */
#ifndef HM_STACKS_READABLE_H
#define HM_STACKS_READABLE_H

#include <stdbool.h>
#include <stdint.h>

/* May the word there be read? Asks the kernel; keeps errno, is async-signal-safe. */
bool hm_stacks_is_readable(uintptr_t at);

/* From now on make no system call: the answer is no. */
void hm_stacks_seal_readable(void);

#endif
