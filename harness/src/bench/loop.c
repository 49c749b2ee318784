/* loop.c -- hm_loop() when the cheap test cannot decide. */
#include "bench/predict.h"
#include "bench/run.h"
#include "bench/stop.h"

static bool finish(struct hm__run *run)
{
    hm__run_stop(run);
    hm__run_poison(run);
    run->n = run->loop.n;
    run->loop.done = true;
    return false;
}

static bool first_call(struct hm__run *run)
{
    run->loop.n = run->goal.n > 0 ? run->goal.n : 1;
    run->bench.hm__left = run->loop.n;
    run->n = 0;
    hm__run_reset(run);
    return true;
}

bool hm__loop_slow(hm_bench *b)
{
    struct hm__run *run = b->hm__run;
    if (run->failed || run->skipped || run->loop.done || hm__stop_requested())
        return finish(run);
    if (!run->timer_on) {
        hm__complain(b->hm__run, "hm_loop called with timer stopped");
        return finish(run);
    }
    if (run->loop.n == 0)
        return first_call(run);
    uint64_t elapsed = hm_elapsed_ns(b);
    if (run->goal.n > 0 || elapsed >= run->goal.ns)
        return finish(run);
    uint64_t n = hm__predict_n(run->goal.ns, run->loop.n, elapsed, run->loop.n);
    if (n <= run->loop.n)
        return finish(run);
    b->hm__left = n - run->loop.n;
    run->loop.n = n;
    return true;
}
