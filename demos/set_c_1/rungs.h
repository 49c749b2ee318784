/* rungs.h -- the ladder: six ways to send SET C 1, each one change away from another.
 *
 * A rung sends its command and returns 0 if the server answered OK, or a negative errno: -ENOMEM,
 * -EIO if the connection broke (its err() says why), -EPROTO if the answer was something else.
 * Whatever a rung allocates it has given back when it returns. */
#ifndef SET_C_1_RUNGS_H
#define SET_C_1_RUNGS_H

#include "common/conn.h"

typedef int rung_fn(struct conn c);

rung_fn set_all_boxed;      /* 1_all_boxed.c */
rung_fn set_constants;      /* 2_constants.c */
rung_fn set_known_callee;   /* 3_known_callee.c */
rung_fn set_borrowed_array; /* 4_borrowed_array.c */
rung_fn set_tagged_union;   /* 5_tagged_union.c */
rung_fn set_promised_array; /* 6_promised_array.c */

/* A key and a number that are known only when the program runs: they are not const, so a compiler
 * must expect that they change. 1_all_boxed.c */
extern struct string run_time_key;
extern int64_t run_time_int;

#endif
