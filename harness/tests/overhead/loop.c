/* loop.c -- what hm_loop() costs beside a loop that only counts. */
#include <heapmark/bench.h>

#include "bench/run.h"
#include "contests.h"

static uint64_t took;

/* Both loops have the barrier: without it the compiler would delete them. */
static void with_hm_loop(hm_bench *b)
{
    uint64_t start = thread_ns();
    while (hm_loop(b))
        hm_clobber();
    took = thread_ns() - start;
}

static double loop_of_ours(uint64_t n, void *arg)
{
    (void)arg;
    struct hm_bench_store store = { 0 };
    struct hm_bench_run run = {
        .store = &store, .fn = with_hm_loop, .goal = { .n = n }, .procs = 1
    };
    run.bench.hm_bench_run = &run;
    hm_bench_run_once(&run, 1);
    hm_bench_store_release(&store);
    return run.failed ? -1 : (double)took / (double)n;
}

static double counted_loop(uint64_t n, void *arg)
{
    (void)arg;
    uint64_t start = thread_ns();
    for (uint64_t i = 0; i < n; i++)
        hm_clobber();
    return (double)(thread_ns() - start) / (double)n;
}

bool contest_loop(void)
{
    return contest_run(&(struct contest){ .what = "hm_loop / empty counted loop",
                                          .top = loop_of_ours,
                                          .bottom = counted_loop,
                                          .n = 200 * 1000,
                                          .rounds = 301,
                                          .limit = 1.1 });
}
