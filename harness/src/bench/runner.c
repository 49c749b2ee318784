/* runner.c -- choose the benchmarks, probe each, and measure it. */
#include "bench/runner.h"

#include <string.h>

#include "bench/collect.h"
#include "bench/run.h"
#include "bench/stop.h"

static size_t suffix_length(unsigned procs)
{
    return procs == 1 ? 0 : (size_t)snprintf(NULL, 0, "-%u", procs);
}

static struct hm_bench_run *new_run(struct hm_bench_runner *runner, struct hm_bench_run *parent,
                                    const char *name)
{
    struct hm_bench_run *run = hm_bench_store_take(runner->store, sizeof *run);
    if (run == NULL)
        return NULL;
    *run = (struct hm_bench_run){
        .runner = runner,
        .store = runner->store,
        .parent = parent,
        .name = name,
        .goal = runner->flags->benchtime,
        .procs = runner->flags->cpus[0],
    };
    run->bench.hm_bench_run = run;
    return run;
}

/* A new run of the same function. */
static struct hm_bench_run *again(struct hm_bench_runner *runner, const struct hm_bench_run *from,
                                  unsigned procs)
{
    struct hm_bench_run *run = new_run(runner, from->parent, from->name);
    if (run == NULL)
        return NULL;
    run->fn = from->fn;
    run->arg = from->arg;
    run->entry = from->entry;
    run->procs = procs;
    return run;
}

/* Asking for the usable size of each block takes time, so it is done in a pass of its own, whose
 * time is not kept. */
static hm_sizes take_sizes(struct hm_bench_runner *runner, const struct hm_bench_run *measured)
{
    enum { MOST = 1000 };
    uint64_t n = measured->n < MOST ? measured->n : MOST;
    struct hm_bench_run *run = again(runner, measured, measured->procs);
    if (run == NULL || n == 0)
        return (hm_sizes){ 0 };
    run->takes_sizes = true;
    run->goal = (struct hm_bench_benchtime){ .n = n };
    hm_bench_run_once(run, n);
    if (run->failed || run->skipped || run->n != n)
        return (hm_sizes){ 0 };
    run->sizes.n = n;
    return run->sizes;
}

/* Measure at every --cpu value, --count times each. `probed` has made its run with N = 1, and is
 * the first of them. */
static void measure(struct hm_bench_runner *runner, struct hm_bench_run *probed)
{
    const struct hm_bench_flags *flags = runner->flags;
    struct hm_bench_run *run = probed;
    for (size_t i = 0; i < flags->cpu_count; i++) {
        hm_result *result = NULL;
        for (unsigned j = 0; j < flags->count; j++) {
            if (i > 0 || j > 0)
                run = again(runner, probed, flags->cpus[i]);
            if (run == NULL)
                return;
            if (run != probed)
                hm_bench_run_once(run, 1);
            if (!run->failed && !run->skipped)
                hm_bench_run_until_goal(run);
            if (runner->report.sizes && !run->failed && !run->skipped)
                run->sizes = take_sizes(runner, run);
            if (hm_bench_stop_requested() || hm_bench_store_ran_out(runner->store))
                return;
            if (result == NULL)
                result = hm_bench_new_result(runner, run, flags->cpus[i]);
            hm_bench_add_sample(runner, result, run);
        }
    }
}

static void widen(struct hm_bench_runner *runner, const char *name)
{
    int width = (int)strlen(name) + runner->suffix_width + 1;
    if (width > runner->name_width)
        runner->name_width = width + 8; /* some more, so that the columns move less often */
}

static void probe_and_measure(struct hm_bench_runner *runner, struct hm_bench_run *run)
{
    widen(runner, run->name);
    if (runner->listener.starting != NULL)
        runner->listener.starting(runner->listener.ctx, run->name);
    hm_bench_run_once(run, 1);
    if (hm_bench_stop_requested())
        return;
    if (run->failed || run->skipped)
        hm_bench_add_sample(runner, hm_bench_new_result(runner, run, 0), run);
    else if (!run->has_sub)
        measure(runner, run);
}

bool hm_run(hm_bench *b, const char *name, hm_bench_fn *fn, void *arg)
{
    struct hm_bench_run *parent = b->hm_bench_run;
    struct hm_bench_runner *runner = parent->runner;
    parent->has_sub = true;
    if (parent->entry != NULL && parent->entry->claim.given && !parent->failed)
        hm_bench_complain(parent, "a case that makes a claim cannot run sub-benchmarks");
    const char *rewritten = hm_bench_rewrite_name(runner->store, name);
    const char *whole = rewritten == NULL ? NULL
                                          : hm_bench_unique_name(&runner->names, runner->store,
                                                                 parent->name, rewritten);
    enum hm_bench_matched matched =
        whole == NULL ? HM_BENCH_NO_MATCH : hm_bench_select(runner->bench, runner->skip, whole);
    if (matched == HM_BENCH_NO_MATCH || hm_bench_stop_requested())
        return true;
    struct hm_bench_run *run = new_run(runner, parent, whole);
    if (run == NULL)
        return false;
    run->fn = fn;
    run->arg = arg;
    run->has_sub = matched == HM_BENCH_PARTIAL;
    probe_and_measure(runner, run);
    return !run->failed;
}

struct chosen {
    const char *name; /* NULL: not selected */
    enum hm_bench_matched matched;
};

static struct chosen *choose(struct hm_bench_runner *runner, const hm_case *cases, size_t count)
{
    struct chosen *chosen = hm_bench_store_take(runner->store, count * sizeof *chosen);
    for (size_t i = 0; chosen != NULL && i < count; i++) {
        const char *rewritten = hm_bench_rewrite_name(runner->store, cases[i].name);
        const char *whole = rewritten == NULL
                                ? NULL
                                : hm_bench_store_format(runner->store, "Benchmark%s", rewritten);
        const char *name =
            whole == NULL ? NULL : hm_bench_unique_name(&runner->names, runner->store, NULL, whole);
        if (name == NULL)
            return NULL;
        chosen[i].matched = hm_bench_select(runner->bench, runner->skip, name);
        if (chosen[i].matched != HM_BENCH_NO_MATCH)
            chosen[i].name = name;
    }
    return chosen;
}

/* Go counts the -procs suffix twice here. So do we, because the columns must be equal. */
static void first_width(struct hm_bench_runner *runner, const struct chosen *chosen, size_t count)
{
    unsigned most = 1;
    for (size_t i = 0; i < runner->flags->cpu_count; i++)
        if (runner->flags->cpus[i] > most)
            most = runner->flags->cpus[i];
    runner->suffix_width = (int)suffix_length(most);
    for (size_t i = 0; i < count; i++) {
        if (chosen[i].name == NULL)
            continue;
        int width = (int)strlen(chosen[i].name) + 2 * runner->suffix_width + 1;
        if (width > runner->name_width)
            runner->name_width = width;
    }
}

void hm_bench_runner_run(struct hm_bench_runner *runner, const hm_case *cases, size_t count)
{
    struct chosen *chosen = choose(runner, cases, count);
    if (chosen == NULL)
        return;
    first_width(runner, chosen, count);
    for (size_t i = 0; i < count && !hm_bench_stop_requested(); i++) {
        if (chosen[i].name == NULL)
            continue;
        struct hm_bench_run *run = new_run(runner, NULL, chosen[i].name);
        if (run == NULL)
            return;
        run->fn = cases[i].run;
        run->arg = cases[i].arg;
        run->entry = &cases[i];
        run->has_sub = chosen[i].matched == HM_BENCH_PARTIAL;
        probe_and_measure(runner, run);
    }
}

void hm_bench_runner_list(struct hm_bench_runner *runner, const hm_case *cases, size_t count,
                          FILE *to)
{
    struct chosen *chosen = choose(runner, cases, count);
    for (size_t i = 0; chosen != NULL && i < count; i++)
        if (chosen[i].name != NULL)
            fprintf(to, "%s\n", chosen[i].name);
}
