/* run.h -- call a benchmark function: once, or until its goal is reached. */
#ifndef HM_BENCH_RUN_H
#define HM_BENCH_RUN_H

#include "bench/state.h"

/* Call the function once with N = n and the timer running, then its clean-ups. Fills net_*, n and
 * failed. */
void hm_bench_run_once(struct hm_bench_run *run, uint64_t n);

/* After a first call with n = 1: call hm_bench_run_once() with growing n until the goal is
 * reached. */
void hm_bench_run_until_goal(struct hm_bench_run *run);

#endif
