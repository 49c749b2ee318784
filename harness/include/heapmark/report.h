/* report.h -- turn a report into bytes.
 *
 * A writer borrows the report and the sink, keeps no state and never measures: the same report
 * gives the same bytes. Functions return 0, or the first non-zero value that the sink returned.
 * They are as thread-safe as the sink is. */
#ifndef HEAPMARK_REPORT_H
#define HEAPMARK_REPORT_H

#include <heapmark/sample.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hm_out {
    int (*write)(void *ctx, const char *bytes, size_t length); /* 0, or an errno */
    void *ctx;
    bool colour; /* write colours: the sink is a terminal */
} hm_out;

/* row is called for each sample, in the order of the report, then end. row is NULL for a writer
 * that can only write a finished report. */
typedef struct hm_writer {
    const char *name; /* --format=NAME */
    const char *what; /* one line for --help */
    int (*row)(hm_out *out, const hm_report *report, const hm_result *result,
               const hm_sample *sample);
    int (*end)(hm_out *out, const hm_report *report);
} hm_writer;

extern const hm_writer hm_writers[]; /* ends with an empty name */

/* The writer of that name, static storage. NULL: there is none. */
const hm_writer *hm_writer_find(const char *name);

/* Write a whole report: every row, then the end. */
int hm_write(const hm_writer *writer, hm_out *out, const hm_report *report);

#ifdef __cplusplus
}
#endif
#endif
