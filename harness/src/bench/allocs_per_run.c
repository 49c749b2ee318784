/* allocs_per_run.c -- hm_allocs_per_run(): count for a unit test, without a benchmark. */
#include <heapmark/bench.h>

#include "bench/env.h"

int64_t hm_allocs_per_run(unsigned runs, void (*fn)(void *arg), void *arg)
{
    if (!hm_bench_env->counting() || runs == 0)
        return -1;
    fn(arg);
    hm_counters before = hm_bench_env->counters_now();
    for (unsigned i = 0; i < runs; i++)
        fn(arg);
    hm_counters after = hm_bench_env->counters_now();
    return (int64_t)((after.allocs - before.allocs) / runs);
}
