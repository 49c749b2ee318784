/* runs.h -- the runs that `heapmark verify` makes of one benchmark, and their numbers. */
#ifndef HM_VERIFY_RUNS_H
#define HM_VERIFY_RUNS_H

#include "process/jobs.h"
#include "verify/judge.h"

/* Under our counters and jemalloc's statistics at N and at 2N, under Valgrind at N and at 2N. */
enum { VERIFY_RUNS = 4 };

/* Values of --benchtime, e.g. "100x" and "200x". */
struct verify_times {
    char once[32], twice[32];
};

/* Fill in jobs[0..VERIFY_RUNS). All arguments are borrowed until the jobs have run. pattern: of
 * --bench, selects the one benchmark. */
void verify_plan(struct process_job *jobs, const char *program, const char *pattern,
                 const struct verify_times *times);

/* Read what the jobs printed; where Valgrind differs, run it again and look closer. */
struct verify_readings verify_read(const struct process_job *jobs);

#endif
