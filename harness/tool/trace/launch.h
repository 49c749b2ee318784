/* launch.h -- build a program for tracing, run it under the tracer, keep the raw trace. */
#ifndef HM_TRACE_LAUNCH_H
#define HM_TRACE_LAUNCH_H

#include <limits.h>
#include <stdbool.h>

#include "process/program.h"
#include "verdict/mapping.h"

struct trace_traced_run {
    struct verdict_mapping mapping; /* the raw trace */
    int status;                     /* of waitpid() */
};

/* Where the program's stdout goes. */
enum trace_traced_stdout { TRACE_STDOUT_SAME, TRACE_STDOUT_STDERR, TRACE_STDOUT_NULL };

/* Run argv (found like a shell does) to its end.
 * False: it could not be traced; `why` says it in one clause. Release with trace_traced_done() in
 * either case. */
bool trace_launch(struct trace_traced_run *run, char *const *argv,
                  const struct verdict_limits *limits, enum trace_traced_stdout to,
                  char why[PROCESS_WHY_MAX]);
void trace_traced_done(struct trace_traced_run *run);

/* Compile and link: `flags` and `sources` (both NULL-terminated) with cc (NULL: $CC, else cc; c++
 * for C++ sources) and the tracing flags into a fresh temporary directory. On success `program` is
 * its path; release with trace_unbuild(). False: the compiler said why, or `why` does if it is
 * not empty. */
bool trace_build(const char *cc, char *const *flags, char *const *sources, char program[PATH_MAX],
                 char why[PROCESS_WHY_MAX]);
void trace_unbuild(const char *program);

/* True for the name of a C or C++ source. */
bool trace_is_source(const char *name);

#endif
