/* terminal.h -- the text of a report where it is read: in a terminal of any width. */
#ifndef HM_TRACE_TERMINAL_H
#define HM_TRACE_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "verdict/report.h"

/* verdict_text(), folded if out is the standard output and a terminal. Elsewhere a site is one
 * line, for editors and other programs. */
bool trace_terminal(FILE *out, const struct verdict_report *report);

#endif
