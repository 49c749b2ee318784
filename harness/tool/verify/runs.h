/* verify_runs.h -- the runs that `heapmark verify` makes of one benchmark, and what they say. */
#ifndef HM_VERIFY_RUNS_H
#define HM_VERIFY_RUNS_H

#include "process/jobs.h"
#include "verify/judge.h"

/* Under our counters and jemalloc's statistics at N and at 2N, under Valgrind at N and at 2N. */
enum { HM__VERIFY_RUNS = 4 };

/* How often: the value of --benchtime, e.g. "100x" and "200x". */
struct hm__verify_times {
    char once[32], twice[32];
};

/* Fill in jobs[0..HM__VERIFY_RUNS). All arguments are borrowed until the jobs have run. pattern: of
 * --bench, selects the one benchmark. */
void hm__verify_plan(struct hm__job *jobs, const char *program, const char *pattern,
                     const struct hm__verify_times *times);

/* Read what the jobs printed; where Valgrind differs, run it again and look closer. */
struct hm__readings hm__verify_read(const struct hm__job *jobs);

#endif
