/* lesson.h -- the pair that lesson 05 adds to the ladder of demos/set_c_1, whose files it uses: how
 * many of two arguments are numbers, by a function that only looks at them. */
#ifndef THE_SEED_H
#define THE_SEED_H

#include "common/iface.h"

int64_t look_boxed(void);                                      /* look_boxed.c; -1 without memory */
int64_t look_stack(void);                                      /* look_stack.c */
int64_t count_numbers(const struct iface *args, size_t count); /* look.c */

#endif
