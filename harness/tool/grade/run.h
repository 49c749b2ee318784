/* run.h -- run a check program in the sandbox and read what it says (exercise-report.md). */
#ifndef HM_GRADE_RUN_H
#define HM_GRADE_RUN_H

#include "grade/build.h"

struct grade_run {
    const char *folder, *name; /* the program */
    const char *part;
    enum grade_flavour flavour;
    int input;        /* its inputs, which the run closes; 0: none; -1 with errno: no descriptor */
    char ending[128]; /* set by the run: how it ended, a clause */
};

/* What a run measured; -1: it said nothing of it. */
struct grade_measure {
    long ops, allocs, bytes, start_allocs, live, stack;
    char unmeasured[128]; /* why nothing could be measured; empty: it could */
};

/* False: the grader failed, or was interrupted. How the program ended is in job->ran. */
bool grade_run(struct grade_job *job, struct grade_run *run);

/* Take the results of the last run, which had the cases from `first` on, into the member of struct
 * grade_case at offset `into`. Returns the number of the first case without one. */
size_t grade_run_results(struct grade_job *job, size_t first, size_t into);

struct grade_measure grade_run_measure(struct grade_job *job);

/* It said that it came to its end. */
bool grade_run_whole(const struct grade_job *job);

#endif
