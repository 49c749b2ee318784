/* also.h -- rungs that are measured beside the ladder; each is as in rungs.h. */
#ifndef SET_C_1_ALSO_H
#define SET_C_1_ALSO_H

#include "set_c_1/rungs.h"

rung_fn set_run_time_int; /* run_time.c */
rung_fn set_small_int;    /* run_time.c */
rung_fn set_four_args;    /* four_args.c */
rung_fn set_typed;        /* typed.c */
rung_fn set_va_list;      /* va_list.c */
rung_fn set_gc;           /* gc.c; gives nothing back: the collector does, later */

/* Rungs 1, 2 and 5 of the ladder, sent into a pipeline: the reply comes later. pipeline.c */
rung_fn send_all_boxed;
rung_fn send_constants;
rung_fn send_tagged_union;

#endif
