/* formats.h -- the sites of a run as a file for other viewers. */
#ifndef HM_RUN_FORMATS_H
#define HM_RUN_FORMATS_H

#include "formats/stacks.h"
#include "run/report.h"

/* False after one line on stderr if there is no such format here, or it needs a file. */
bool run_format_check(const char *name, const char *out);

/* The stacks of all processes, and what they borrow. */
struct run_stacks {
    struct formats_stack *at;
    size_t count, room;
    struct formats_frame *around; /* the frame around each process; owned */
    size_t processes;
    char *command; /* owned */
};

void run_stacks_make(struct run_stacks *stacks, const struct run_report *report);
void run_stacks_done(struct run_stacks *stacks);

/* Write the stacks of all processes of the report. What is left out of them, or has no stack, is
 * one stack for each process, so that the totals are those of the run. False with errno set if
 * `out` did not take all of it. */
bool run_format_write(FILE *out, const char *name, const struct run_report *report);

#endif
