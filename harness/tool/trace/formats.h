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

struct formats_stack;
struct verdict_paths;

/* The paths as call stacks, as many as there are. program: the file of their functions, borrowed.
 * trace_stacks_done() them. */
struct formats_stack *trace_stacks(const struct verdict_paths *paths, const char *program);
void trace_stacks_done(struct formats_stack *stacks, size_t count);

/* The command that was traced: sources stand for the program that was made of them. Owned. */
char *trace_command(char **sources, char **argv);

/* The sites of a report with a place in the source, as SARIF. */
bool trace_sarif(FILE *out, const void *report);

#endif
