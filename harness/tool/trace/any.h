/* any.h -- trace a program that was not compiled for it, under the Valgrind tool. */
#ifndef HM_TRACE_ANY_H
#define HM_TRACE_ANY_H

#include <stdbool.h>
#include <stddef.h>

#include "trace/launch.h"

#define TRACE_ANY_TOOL "heapmark-amd64-linux"

struct trace_any_options {
    const char *const *libraries; /* options --library=PART: these too count as the program's */
    size_t library_count;
    bool regions;           /* measure the stack of regions (heapmark/region.h) */
    const char *outside_of; /* count what runs outside this object; NULL: do not */
};

/* Is the Valgrind tool there? */
bool trace_any_possible(void);

/* As trace_launch(); the mapping is one for verdict_read_machine(). */
bool trace_any_launch(struct trace_traced_run *run, char *const *argv,
                      const struct verdict_limits *limits, int output,
                      const struct trace_any_options *options, char why[PROCESS_WHY_MAX]);

#endif
