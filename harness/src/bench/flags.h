/* flags.h -- the command line of a benchmark program. */
#ifndef HM_FLAGS_H
#define HM_FLAGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "bench/benchtime.h"

enum { HM__MAX_CPUS = 32, HM__MAX_OUTPUTS = 8 };

struct hm__output {
    const char *format;
    const char *path; /* NULL: standard output */
};

struct hm__flags {
    const char *bench, *skip, *pkg; /* pkg NULL: not given */
    struct hm__benchtime benchtime;
    bool benchmem, check, list, help, sizes, verbose;
    unsigned count;
    unsigned cpus[HM__MAX_CPUS];
    size_t cpu_count;
    uint64_t timeout_ns; /* 0: none */
    struct hm__output outputs[HM__MAX_OUTPUTS];
    size_t output_count; /* at least 1 after parsing */
};

/* Every flag may be written -flag, --flag, -flag=value or -flag value, as in Go. False for bad
 * usage: one line that names the flag is then on `errors`. Strings point into argv. */
bool hm__flags_parse(struct hm__flags *flags, int argc, char **argv, FILE *errors);

void hm__flags_help(FILE *to, const char *program);

#endif
