/* env.c -- the clock and the counters of this process. */
#include "bench/env.h"

#include "base/clock.h"

const struct hm_bench_env hm_bench_real_env = {
    .now_ns = hm_base_now_ns,
    .counting = hm_counting,
    .counting_reason = hm_counting_reason,
    .counters_now = hm_counters_now,
    .detail_start = hm_detail_start,
    .detail_stop = hm_detail_stop,
};

const struct hm_bench_env *hm_bench_env = &hm_bench_real_env;
