/* runtime.h -- the tracer inside the program: from mapping to hooks. */
#ifndef HM_TRACE_RUNTIME_H
#define HM_TRACE_RUNTIME_H

#include <stdbool.h>

#include "tracer/record.h"

/* The raw trace to fill: the tool's, or memory of our own if there is no tool. NULL: neither. */
void *hm__trace_mapping(void);

/* Make the tables and install the hooks; once. */
bool hm__runtime_start(void);

/* The calling thread's tracer state; NULL where nothing is traced. */
struct hm__thread *hm__runtime_thread(void);

#endif
