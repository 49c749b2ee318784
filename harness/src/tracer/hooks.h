/* hooks.h -- the tracer inside the program: start it, and find the calling thread's state. */
#ifndef HM_TRACER_HOOKS_H
#define HM_TRACER_HOOKS_H

#include <stdbool.h>

#include "tracer/record.h"

/* Make the tables over the raw trace mapped at `raw`, install the hooks and trace the calling
 * thread. Call it once, before the program starts threads. The mapping is borrowed and must stay
 * mapped. False: no memory; nothing is traced then. */
bool hm_tracer_start(void *raw);

/* The calling thread's tracer state; NULL where nothing is traced. */
struct hm_tracer_thread *hm_tracer_thread_mine(void);

#endif
