/* sinks.h -- the files that --format and --out ask for, each with its writer.
 *
 * The functions belong to the thread of hm_main(). program: its name, for messages. */
#ifndef HM_BENCH_SINKS_H
#define HM_BENCH_SINKS_H

#include <stdio.h>

#include <heapmark/report.h>

#include "bench/flags.h"

struct hm_bench_sink {
    const hm_writer *writer;
    const char *path; /* NULL: standard output */
    FILE *file;
    hm_out out;
    int error; /* the first errno; 0: none */
};

struct hm_bench_sinks {
    struct hm_bench_sink list[HM_BENCH_MAX_OUTPUTS];
    size_t count;
};

/* Open every file before anything is measured. False, with none open and one line on errors, if one
 * cannot be written. */
bool hm_bench_sinks_open(struct hm_bench_sinks *sinks, const struct hm_bench_flags *flags,
                         const char *program, FILE *errors);

/* Each row and the end are flushed, so a crash later loses nothing that was measured. */
void hm_bench_sinks_row(struct hm_bench_sinks *sinks, const hm_report *report,
                        const hm_result *result, const hm_sample *sample);
void hm_bench_sinks_end(struct hm_bench_sinks *sinks, const hm_report *report);

/* False, with one line on errors for each file, if anything could not be written. */
bool hm_bench_sinks_close(struct hm_bench_sinks *sinks, const char *program, FILE *errors);

/* Was everything that was printed to stdout, outside a sink, also written? If not, one line on
 * errors says so. Set errno to 0 before printing. */
bool hm_bench_stdout_arrived(const char *program, FILE *errors);

#endif
