/* formats.h -- a trace as a file for other viewers. */
#ifndef HM_TRACE_FORMATS_H
#define HM_TRACE_FORMATS_H

#include <stdbool.h>
#include <stdio.h>

#include "verdict/read.h"

struct trace_format {
    const char *name; /* dhat, pprof, folded, sarif; NULL: none was asked for */
    const char *out;  /* a file; "-": the standard output */
};

/* False after one line on stderr if there is no such format here, or it cannot go there. */
bool trace_format_check(const struct trace_format *format);

/* DHAT shows how long blocks lived, which only the events of the run tell. */
bool trace_format_needs_events(const struct trace_format *format);

/* argv: the program and its arguments; sources: what it was made of, if anything. False after one
 * line on stderr. */
bool trace_format_write(const struct trace_format *format, const struct verdict_reading *reading,
                        char **sources, char **argv);

/* The sites of a report with a place in the source, as SARIF. */
bool trace_sarif(FILE *out, const void *report);

#endif
