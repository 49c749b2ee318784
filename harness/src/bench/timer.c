/* timer.c -- the measured window: its clock and its counters. */
#include "bench/env.h"
#include "bench/run.h"

static void snapshot(struct hm__run *run)
{
    if (run->looks_closer)
        run->sizes.measured = hm__env->detail_start();
    run->start = hm__env->counters_now();
    run->start_ns = hm__env->now_ns();
}

static void end_closer_look(struct hm__run *run)
{
    hm_detail detail;
    if (!run->looks_closer || !run->sizes.measured)
        return;
    hm__env->detail_stop(&detail);
    run->sizes.usable += detail.usable_bytes;
    run->sizes.go += detail.go_bytes;
}

void hm__run_reset(struct hm__run *run)
{
    if (run->timer_on)
        end_closer_look(run);
    run->sizes = (hm_sizes){ 0 };
    run->metrics.count = 0;
    run->net_ns = 0;
    run->net = (hm_counters){ 0 };
    if (run->timer_on)
        snapshot(run);
}

void hm__run_start(struct hm__run *run)
{
    if (run->timer_on)
        return;
    run->timer_on = true;
    run->bench.hm__left = run->loop.parked;
    snapshot(run);
}

void hm__run_stop(struct hm__run *run)
{
    if (!run->timer_on)
        return;
    run->net_ns += hm__env->now_ns() - run->start_ns;
    hm_counters now = hm__env->counters_now();
#define X(counter, what) run->net.counter += now.counter - run->start.counter;
    HM_COUNTER_LIST(X)
#undef X
    end_closer_look(run);
    run->timer_on = false;
    run->loop.parked = run->bench.hm__left;
    run->bench.hm__left = 1;
}

void hm_start_timer(hm_bench *b)
{
    hm__run_start(b->hm__run);
}

void hm_stop_timer(hm_bench *b)
{
    hm__run_stop(b->hm__run);
}

void hm_reset_timer(hm_bench *b)
{
    hm__run_reset(b->hm__run);
}

uint64_t hm_elapsed_ns(const hm_bench *b)
{
    const struct hm__run *run = b->hm__run;
    return run->net_ns + (run->timer_on ? hm__env->now_ns() - run->start_ns : 0);
}
