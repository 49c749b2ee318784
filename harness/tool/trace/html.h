/* html.h -- a trace as one HTML page. */
#ifndef HM_TRACE_HTML_H
#define HM_TRACE_HTML_H

#include <stdbool.h>

#include "verdict/read.h"

/* sources: lines of the source are shown. command: of the program. False after one line on stderr.
 */
bool trace_html(const char *path, const struct verdict_reading *reading, const char *command,
                bool sources);

/* The section in which one operation is drawn and stepped through. */
void trace_html_steps(FILE *out, const void *report);

#endif
