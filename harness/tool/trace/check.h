/* check.h -- hold a report against the WANT comments of its sources (want/want.h). */
#ifndef HM_TRACE_CHECK_H
#define HM_TRACE_CHECK_H

#include <stdbool.h>
#include <stdio.h>

#include "verdict/report.h"

/* files: NULL-terminated; empty: every source file that a site is in. Differences go to `out`, one
 * line each, as FILE:LINE: ... . True if there are none. */
bool trace_check(FILE *out, const struct verdict_report *report, char *const *files);

#endif
