/* lesson.h -- what every file of lesson 05 promises: SET C 1 is sent over the connection, and the
 * answer is OK. Returns 0, or a negative errno. */
#ifndef THE_SEED_H
#define THE_SEED_H

#include "common/conn.h"

int set_boxed(struct conn c, const char *key, int64_t value); /* boxed.c, stack.c */
int set_stack(struct conn c, const char *key, int64_t value);
int set_constants_boxed(struct conn c);     /* constants_boxed.c */
int set_direct_stack(struct redis_conn *c); /* direct_stack.c */
int set_reused_stack(struct conn c);        /* reused_stack.c */

/* look_boxed.c, look_stack.c: how many of two arguments are numbers, by a function that only looks.
 */
int64_t look_boxed(void);
int64_t look_stack(void);
int64_t count_numbers(const struct iface *args, size_t count); /* look.c */

#endif
