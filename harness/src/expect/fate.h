/* fate.h -- what a tracer in the same process saw of a site's blocks, as text.
 *
 * Naming functions may allocate: the caller is inside hm_count_guard_enter(). */
#ifndef HM_EXPECT_FATE_H
#define HM_EXPECT_FATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "expect/say.h"

/* One line for each way in which the blocks of this stack ended. False: no tracer knows them, and
 * nothing was said. */
bool hm_expect_say_fates(struct hm_expect_text *text, const uintptr_t *pcs, size_t n,
                         const char *indent);

#endif
