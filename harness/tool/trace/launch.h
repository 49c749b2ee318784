/* launch.h -- build a program for tracing, run it under the tracer, keep the raw trace. */
#ifndef HM_TRACE_LAUNCH_H
#define HM_TRACE_LAUNCH_H

#include <stdbool.h>

#include "process/program.h"
#include "verdict/mapping.h"

struct trace_traced_run {
    struct verdict_mapping mapping; /* the raw trace */
    int status;                     /* of waitpid() */
};

/* Run argv (found like a shell does) to its end. `output`: its stdout, as process_start.fd[1].
 * False: it could not be traced; `why` says it in one clause. Release with trace_traced_done() in
 * either case. */
bool trace_launch(struct trace_traced_run *run, char *const *argv,
                  const struct verdict_limits *limits, int output, char why[PROCESS_WHY_MAX]);
void trace_traced_done(struct trace_traced_run *run);

/* Compile and link: `flags` and `sources` (both NULL-terminated) with cc (NULL: $CC, else cc; c++
 * for C++ sources) and the tracing flags, or with -g alone if `plain`. Returns the path of
 * the program, in static storage; exit() removes the file and its folder, also when a library ends
 * this process. NULL: the compiler said why, or `why` does if it is not empty. *frameless is what
 * the program has no frames of (NULL: nothing). Call it once. */
char *trace_build(const char *cc, char *const *flags, char *const *sources, bool plain,
                  const char **frameless, char why[PROCESS_WHY_MAX]);

/* True for the name of a C or C++ source. */
bool trace_is_source(const char *name);

#endif
