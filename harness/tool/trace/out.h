/* out.h -- where a report of this verb goes: a file, or the standard output. */
#ifndef HM_TRACE_OUT_H
#define HM_TRACE_OUT_H

#include <stdbool.h>
#include <stdio.h>

/* Writes a report. False with errno set if `out` did not take all of it, or without memory. */
typedef bool trace_writer(FILE *out, const void *report);

/* Write it to `path`, where "-" is the standard output. False after one line on stderr, and then
 * there is no half report: a file that was made is gone. */
bool trace_out(const char *path, trace_writer *write, const void *report);

#endif
