/* collect.h -- add what was measured to the report. Results live in the store. */
#ifndef HM_BENCH_COLLECT_H
#define HM_BENCH_COLLECT_H

#include "bench/state.h"

/* Append a result for run, with room for --count samples. procs 0: it failed or was skipped in
 * its first call. NULL if the store ran out. */
hm_result *hm_bench_new_result(struct hm_bench_runner *runner, const struct hm_bench_run *run,
                               unsigned procs);

/* Append what run measured, check its claim and tell the listener. result NULL is fine. */
void hm_bench_add_sample(struct hm_bench_runner *runner, hm_result *result,
                         struct hm_bench_run *run);

#endif
