/* timer.c -- the measured window: start, stop and reset its clock and its counters. */
#include "bench/timer.h"

#include "bench/env.h"

static void snapshot(struct hm_bench_run *run)
{
    if (run->takes_sizes)
        run->sizes.measured = hm_bench_env->detail_start();
    run->start = hm_bench_env->counters_now();
    run->start_ns = hm_bench_env->now_ns();
}

static void end_sizes(struct hm_bench_run *run)
{
    hm_detail detail;
    if (!run->takes_sizes || !run->sizes.measured)
        return;
    hm_bench_env->detail_stop(&detail);
    run->sizes.usable += detail.usable_bytes;
    run->sizes.go += detail.go_bytes;
}

void hm_bench_run_reset(struct hm_bench_run *run)
{
    if (run->timer_on)
        end_sizes(run);
    run->sizes = (hm_sizes){ 0 };
    run->metrics.count = 0;
    run->net_ns = 0;
    run->net = (hm_counters){ 0 };
    if (run->timer_on)
        snapshot(run);
}

void hm_bench_run_start(struct hm_bench_run *run)
{
    if (run->timer_on)
        return;
    run->timer_on = true;
    run->bench.hm_priv_left = run->loop.parked;
    snapshot(run);
}

void hm_bench_run_stop(struct hm_bench_run *run)
{
    if (!run->timer_on)
        return;
    run->net_ns += hm_bench_env->now_ns() - run->start_ns;
    hm_counters now = hm_bench_env->counters_now();
#define X(counter, what) run->net.counter += now.counter - run->start.counter;
    HM_COUNTER_LIST(X)
#undef X
    end_sizes(run);
    run->timer_on = false;
    run->loop.parked = run->bench.hm_priv_left;
    run->bench.hm_priv_left = 1;
}

void hm_start_timer(hm_bench *b)
{
    hm_bench_run_start(b->hm_bench_run);
}

void hm_stop_timer(hm_bench *b)
{
    hm_bench_run_stop(b->hm_bench_run);
}

void hm_reset_timer(hm_bench *b)
{
    hm_bench_run_reset(b->hm_bench_run);
}

uint64_t hm_elapsed_ns(const hm_bench *b)
{
    const struct hm_bench_run *run = b->hm_bench_run;
    return run->net_ns + (run->timer_on ? hm_bench_env->now_ns() - run->start_ns : 0);
}
