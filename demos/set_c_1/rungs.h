/* rungs.h -- the ladder: one function for each rung, each a short file of its own or a few lines in
 * one.
 *
 * A rung sends its command and returns 0 if the server answered OK, or a negative errno: -ENOMEM,
 * -EIO if the connection broke (its err() says why), -EPROTO if the answer was something else.
 * Whatever a rung allocates it has given back when it returns, except set_gc(). */
#ifndef SET_C_1_RUNGS_H
#define SET_C_1_RUNGS_H

#include "common/conn.h"

typedef int rung_fn(struct conn c);

rung_fn set_boxed_1_8;     /* boxed_1_8.c */
rung_fn set_boxed;         /* boxed.c */
rung_fn set_boxed_int1000; /* boxed_run_time.c, from here ... */
rung_fn set_boxed_key;
rung_fn set_boxed_small_int; /* ... to here */
rung_fn set_boxed_four_args; /* boxed_four_args.c */
rung_fn set_direct;          /* direct.c */
rung_fn set_stack_boxed;     /* stack_boxed.c */
rung_fn set_stack;           /* stack.c */
rung_fn set_typed;           /* typed.c */
rung_fn set_va_list;         /* va_list.c */
rung_fn set_gc;              /* gc.c */

/* One argument array, boxed once: what a caller of Do may keep and pass again. boxed_reused.c */
struct reused {
    struct iface *args;
};
int reused_make(struct reused *reused);
int set_boxed_reused(struct conn c, const struct reused *reused);
void reused_free(struct reused *reused);

/* The same argument lists, sent into a pipeline: the reply comes later. pipeline.c */
rung_fn send_boxed_1_8;
rung_fn send_boxed;
rung_fn send_stack;

/* What set_gc() asked of the collector so far. Only grows. */
struct gc_totals {
    uint64_t allocs;
    uint64_t bytes; /* as the collector itself counts them: rounded up to what it hands out */
};
void gc_start(void);
struct gc_totals gc_now(void);

#endif
