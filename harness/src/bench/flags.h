/* flags.h -- the command line of a benchmark program. Times are nanoseconds. */
#ifndef HM_BENCH_FLAGS_H
#define HM_BENCH_FLAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "bench/benchtime.h"

enum { HM_BENCH_MAX_CPUS = 32, HM_BENCH_MAX_OUTPUTS = 8 };

struct hm_bench_output {
    const char *format;
    const char *path; /* NULL: standard output */
};

struct hm_bench_flags {
    const char *bench, *skip, *pkg; /* pkg NULL: not given */
    struct hm_bench_benchtime benchtime;
    bool benchmem, check, list, help, sizes, verbose;
    unsigned count;
    unsigned cpus[HM_BENCH_MAX_CPUS];
    size_t cpu_count;
    uint64_t timeout_ns; /* 0: none */
    struct hm_bench_output outputs[HM_BENCH_MAX_OUTPUTS];
    size_t output_count; /* at least 1 after parsing */
};

/* Every flag may be written -flag, --flag, -flag=value or -flag value, as in Go. False for bad
 * usage: then one line that names the flag was written to `errors`. Strings point into argv. */
bool hm_bench_flags_parse(struct hm_bench_flags *flags, int argc, char **argv, FILE *errors);

void hm_bench_flags_help(FILE *to, const char *program);

#endif
