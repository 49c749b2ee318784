/* trace_launch.h -- build a program for tracing, run it under the tracer, keep what it left behind.
 */
#ifndef HM_TRACE_LAUNCH_H
#define HM_TRACE_LAUNCH_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>

#include "process/program.h"

struct hm__traced_run {
    void *raw; /* the raw trace, mapped */
    size_t raw_size;
    int status; /* of waitpid() */
};

/* Where the program's stdout goes. */
enum hm__traced_stdout { HM__STDOUT_SAME, HM__STDOUT_STDERR, HM__STDOUT_NULL };

struct hm__trace_limits {
    uint64_t events; /* kept; 0: none */
    uint64_t blocks; /* followed at once */
};

/* Run argv (found like a shell does) to its end.
 * False: it could not be traced; `why` says it in one clause. Release with hm__traced_done() in
 * either case. */
bool hm__trace_launch(struct hm__traced_run *run, char *const *argv,
                      const struct hm__trace_limits *limits, enum hm__traced_stdout to,
                      char why[HM__WHY_MAX]);
void hm__traced_done(struct hm__traced_run *run);

/* Compile and link: `flags` and `sources` (both NULL-terminated) with cc (NULL: $CC, else cc; c++
 * for C++ sources) and the tracing flags into a fresh temporary directory. On success `program` is
 * its path; release with hm__trace_unbuild(). False: the compiler said why, or `why` does if it is
 * not empty. */
bool hm__trace_build(const char *cc, char *const *flags, char *const *sources,
                     char program[PATH_MAX], char why[HM__WHY_MAX]);
void hm__trace_unbuild(const char *program);

/* True for the name of a C or C++ source. */
bool hm__is_source(const char *name);

#endif
