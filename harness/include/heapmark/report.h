/* report.h -- turn a report into bytes.
 *
 * A writer borrows the report and the sink, keeps no state and never measures: the same report
 * gives the same bytes. Functions return 0, or the first non-zero value that the sink returned.
 * Thread-safe as far as the sink is. */
#ifndef HEAPMARK_REPORT_H
#define HEAPMARK_REPORT_H

#include <heapmark/sample.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hm_out {
    int (*write)(void *ctx, const char *bytes, size_t length); /* 0, or an errno */
    void *ctx;
    bool colour; /* the sink is a terminal that may be given colours */
} hm_out;

/* row and end are called in the order of the report. A writer that can only write a finished report
 * has no row. */
typedef struct hm_writer {
    const char *name; /* --format=NAME */
    const char *what; /* one line for --help */
    int (*row)(hm_out *out, const hm_report *report, const hm_result *result,
               const hm_sample *sample);
    int (*end)(hm_out *out, const hm_report *report);
} hm_writer;

extern const hm_writer hm_writers[]; /* ends with an empty name */

/* NULL if there is no writer of that name. */
const hm_writer *hm_writer_find(const char *name);

/* Every row, then the end. */
int hm_write(const hm_writer *writer, hm_out *out, const hm_report *report);

#ifdef __cplusplus
}
#endif
#endif
