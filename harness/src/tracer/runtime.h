/* runtime.h -- the tracer inside the program: from mapping to hooks. */
#ifndef HM_TRACER_RUNTIME_H
#define HM_TRACER_RUNTIME_H

#include <stdbool.h>

#include "tracer/record.h"

/* The raw trace to fill: the tool's, or memory of our own if there is no tool. NULL: neither. */
void *hm_tracer_trace_mapping(void);

/* Make the tables and install the hooks; once. */
bool hm_tracer_runtime_start(void);

/* The calling thread's tracer state; NULL where nothing is traced. */
struct hm_tracer_thread *hm_tracer_runtime_thread(void);

#endif
