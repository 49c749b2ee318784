/* sinks.h -- the files that --format and --out ask for, each with its writer. */
#ifndef HM_SINKS_H
#define HM_SINKS_H

#include <stdio.h>

#include <heapmark/report.h>

#include "bench/flags.h"

struct hm__sink {
    const hm_writer *writer;
    const char *path; /* NULL: standard output */
    FILE *file;
    hm_out out;
    int error; /* the first errno; 0: none */
};

struct hm__sinks {
    struct hm__sink list[HM__MAX_OUTPUTS];
    size_t count;
};

/* Open every file before anything is measured. False, with none open and one line on errors, if one
 * cannot be written. */
bool hm__sinks_open(struct hm__sinks *sinks, const struct hm__flags *flags, const char *program,
                    FILE *errors);

/* Each row and the end are flushed: what was measured is in the file whatever happens next. */
void hm__sinks_row(struct hm__sinks *sinks, const hm_report *report, const hm_result *result,
                   const hm_sample *sample);
void hm__sinks_end(struct hm__sinks *sinks, const hm_report *report);

/* False, with one line on errors for each file, if anything could not be written. */
bool hm__sinks_close(struct hm__sinks *sinks, const char *program, FILE *errors);

/* Of what was printed outside a sink: true if it was written; if not, one line says so. errno was 0
 * before it was printed. */
bool hm__stdout_arrived(const char *program, FILE *errors);

#endif
