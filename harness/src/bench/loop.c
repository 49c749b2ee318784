/* loop.c -- the slow path of hm_loop(): the first call, a new N, the end. */
#include "bench/predict.h"
#include "bench/stop.h"
#include "bench/timer.h"

static bool finish(struct hm_bench_run *run)
{
    hm_bench_run_stop(run);
    hm_bench_run_leave_fast_path(run);
    run->n = run->loop.n;
    run->loop.done = true;
    return false;
}

static bool first_call(struct hm_bench_run *run)
{
    run->loop.n = run->goal.n > 0 ? run->goal.n : 1;
    run->bench.hm_priv_left = run->loop.n;
    run->n = 0;
    hm_bench_run_reset(run);
    return true;
}

bool hm_priv_loop_slow(hm_bench *b)
{
    struct hm_bench_run *run = b->hm_bench_run;
    if (run->failed || run->skipped || run->loop.done || hm_bench_stop_requested())
        return finish(run);
    if (!run->timer_on) {
        hm_bench_complain(b->hm_bench_run, "hm_loop called with timer stopped");
        return finish(run);
    }
    if (run->loop.n == 0)
        return first_call(run);
    uint64_t elapsed = hm_elapsed_ns(b);
    if (run->goal.n > 0 || elapsed >= run->goal.ns)
        return finish(run);
    uint64_t n = hm_bench_predict_n(run->goal.ns, run->loop.n, elapsed, run->loop.n);
    if (n <= run->loop.n)
        return finish(run);
    b->hm_priv_left = n - run->loop.n;
    run->loop.n = n;
    return true;
}
