/* run.h -- run a check program in the sandbox and read what it reports (heapmark/exercise.h). */
#ifndef HM_GRADE_RUN_H
#define HM_GRADE_RUN_H

#include "grade/build.h"

/* What one part of a check program reported; -1: not reported. */
struct grade_part_report {
    bool whole;       /* it came to its end and said so */
    char ending[128]; /* how it ended, a clause; empty when whole */
    long ops, allocs, bytes, start_allocs, live, stack;
};

/* Run PART of `program`, which is in the folder. Each check that it reports is noted under `kind`;
 * that it did not come to its end is for the caller to note. */
struct grade_part_report grade_run_part(struct grade_job *job, const char *program,
                                        const char *part, enum grade_kind kind,
                                        enum grade_flavour flavour);

#endif
