/* html.h -- the sites of a run as one HTML page. */
#ifndef HM_RUN_HTML_H
#define HM_RUN_HTML_H

#include <stdbool.h>
#include <stdio.h>

#include "run/report.h"

/* sources: lines of the source are shown. False with errno set if `out` did not take all of it. */
bool run_html(FILE *out, const struct run_report *report, bool sources);

#endif
