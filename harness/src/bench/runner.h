/* runner.h -- run the benchmarks that were asked for, and hand on each measurement. */
#ifndef HM_BENCH_RUNNER_H
#define HM_BENCH_RUNNER_H

#include "bench/state.h"

/* Run the cases in order. flags, store, bench, skip and listener must be set, the rest zero. */
void hm_bench_runner_run(struct hm_bench_runner *runner, const hm_case *cases, size_t count);

/* Print the name of every case that would run. */
void hm_bench_runner_list(struct hm_bench_runner *runner, const hm_case *cases, size_t count,
                          FILE *to);

#endif
