/* timer.h -- the measured window of a run: what hm_reset_timer(), hm_start_timer() and
 * hm_stop_timer() do. */
#ifndef HM_BENCH_TIMER_H
#define HM_BENCH_TIMER_H

#include "bench/state.h"

void hm_bench_run_reset(struct hm_bench_run *run);
void hm_bench_run_start(struct hm_bench_run *run);
void hm_bench_run_stop(struct hm_bench_run *run);

#endif
