/* run.c -- call a benchmark function, once or until its goal; and the settings that it may make. */
#include "bench/run.h"

#include <ctype.h>
#include <string.h>

#include "bench/predict.h"
#include "bench/stop.h"
#include "bench/timer.h"

struct hm_bench_cleanup {
    struct hm_bench_cleanup *next;
    void (*fn)(void *arg);
    void *arg;
};

static void clean_up(struct hm_bench_run *run)
{
    while (run->cleanups != NULL) {
        struct hm_bench_cleanup *cleanup = run->cleanups;
        run->cleanups = cleanup->next;
        cleanup->fn(cleanup->arg);
    }
}

void hm_bench_run_once(struct hm_bench_run *run, uint64_t n)
{
    run->n = n;
    run->loop = (struct hm_bench_loop_state){ 0 };
    hm_bench_run_leave_fast_path(run);
    run->parallelism = 1;
    hm_bench_run_reset(run);
    hm_bench_run_start(run);
    hm_bench_stop_loop(&run->bench.hm_priv_left);
    run->fn(&run->bench);
    hm_bench_stop_loop(NULL);
    hm_bench_run_stop(run);
    run->previous_n = n;
    run->previous_ns = run->net_ns;
    bool left_early = run->loop.n > 0 && !run->loop.done;
    if (left_early && !run->failed && !run->skipped)
        hm_bench_complain(run, "benchmark function returned without hm_loop() == false "
                               "(break or return in loop?)");
    clean_up(run);
}

void hm_bench_run_until_goal(struct hm_bench_run *run)
{
    if (run->loop.n > 0) /* it uses hm_loop(), which reached the goal in the first call */
        return;
    if (run->goal.n > 0) {
        if (run->goal.n > 1)
            hm_bench_run_once(run, run->goal.n);
        return;
    }
    uint64_t n = 1;
    while (!run->failed && !run->skipped && !hm_bench_stop_requested() &&
           run->net_ns < run->goal.ns && n < HM_BENCH_MAX_N) {
        n = hm_bench_predict_n(run->goal.ns, run->n, run->net_ns, n);
        hm_bench_run_once(run, n);
    }
}

void *hm_arg(const hm_bench *b)
{
    return b->hm_bench_run->arg;
}

uint64_t hm_n(const hm_bench *b)
{
    return b->hm_bench_run->n;
}

void hm_set_bytes(hm_bench *b, uint64_t bytes_per_op)
{
    b->hm_bench_run->set_bytes = bytes_per_op;
}

void hm_report_allocs(hm_bench *b)
{
    b->hm_bench_run->show_allocs = true;
}

static bool unit_is_good(const char *unit)
{
    if (unit == NULL || unit[0] == '\0' || strlen(unit) >= HM_BENCH_MAX_UNIT)
        return false;
    for (const char *c = unit; *c != '\0'; c++)
        if (isspace((unsigned char)*c))
            return false;
    return true;
}

void hm_report_metric(hm_bench *b, double value, const char *unit)
{
    struct hm_bench_metrics *metrics = &b->hm_bench_run->metrics;
    if (!unit_is_good(unit)) {
        hm_bench_complain(b->hm_bench_run,
                          "metric unit \"%s\" must be 1 to %d bytes without white space",
                          unit == NULL ? "" : unit, HM_BENCH_MAX_UNIT - 1);
        return;
    }
    size_t at = 0; /* sorted by unit, so that the report need not sort */
    while (at < metrics->count && strcmp(metrics->units[at], unit) < 0)
        at++;
    bool known = at < metrics->count && strcmp(metrics->units[at], unit) == 0;
    if (!known && metrics->count == HM_BENCH_MAX_METRICS) {
        hm_bench_complain(b->hm_bench_run, "more than %d metrics", HM_BENCH_MAX_METRICS);
        return;
    }
    if (!known) {
        size_t after = metrics->count++ - at;
        memmove(metrics->units[at + 1], metrics->units[at], after * sizeof metrics->units[0]);
        memmove(&metrics->list[at + 1], &metrics->list[at], after * sizeof metrics->list[0]);
        memcpy(metrics->units[at], unit, strlen(unit) + 1);
    }
    metrics->list[at].value = value;
}

void hm_cleanup(hm_bench *b, void (*fn)(void *arg), void *arg)
{
    struct hm_bench_run *run = b->hm_bench_run;
    struct hm_bench_cleanup *cleanup = hm_bench_store_take(run->store, sizeof *cleanup);
    if (cleanup == NULL) {
        hm_bench_complain(b->hm_bench_run, "out of memory for hm_cleanup()");
        return;
    }
    *cleanup = (struct hm_bench_cleanup){ .next = run->cleanups, .fn = fn, .arg = arg };
    run->cleanups = cleanup;
}
