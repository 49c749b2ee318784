/* trace_want.h -- hold a report against the WANT comments of its sources.
 *
 *     char *box = malloc(16); // WANT "outlives make: lives in main, 1 frame up"
 *
 * A line that holds nothing but a WANT comment goes on with the line above it.
 *
 * Every verdict on a line must contain one of the quoted texts on that line, and every text must be
 * in some verdict: missing and unexpected are both differences. */
#ifndef HM_TRACE_WANT_H
#define HM_TRACE_WANT_H

#include <stdbool.h>
#include <stdio.h>

#include "verdict/report.h"

/* files: NULL-terminated; empty: every source file that a site is in. Differences go to `out`, one
 * line each, as FILE:LINE: ... . True if there are none. */
bool trace_check(FILE *out, const struct verdict_report *report, char *const *files);

#endif
