#include "bench/runner.h"

#include <string.h>

#include "bench/claim.h"
#include "bench/run.h"
#include "bench/stop.h"

static size_t suffix_length(unsigned procs)
{
    return procs == 1 ? 0 : (size_t)snprintf(NULL, 0, "-%u", procs);
}

static hm_result *new_result(struct hm__runner *runner, const struct hm__run *run, unsigned procs)
{
    hm_report *report = &runner->report;
    if (report->result_count == runner->result_room) {
        size_t room = runner->result_room == 0 ? 16 : 2 * runner->result_room;
        size_t each = sizeof report->results[0];
        hm_result **grown = hm__store_grow(runner->store, report->results,
                                           report->result_count * each, room * each);
        if (grown == NULL)
            return NULL;
        report->results = grown;
        runner->result_room = room;
    }
    unsigned count = runner->flags->count > 0 ? runner->flags->count : 1;
    hm_result *result = hm__store_take(runner->store, sizeof *result);
    hm_sample *samples = hm__store_take(runner->store, count * sizeof *samples);
    if (result == NULL || samples == NULL)
        return NULL;
    *result = (hm_result){
        .name = run->name,
        .procs = procs,
        .name_width = runner->name_width,
        .why = run->entry == NULL ? NULL : run->entry->why,
        .claim = run->entry == NULL ? (hm_claim){ 0 } : run->entry->claim,
        .samples = samples,
    };
    report->results[report->result_count++] = result;
    return result;
}

static const hm_metric *copy_metrics(struct hm__store *store, const struct hm__metrics *from)
{
    hm_metric *list = hm__store_take(store, from->count * sizeof *list);
    for (size_t i = 0; list != NULL && i < from->count; i++) {
        list[i].value = from->list[i].value;
        list[i].unit = hm__store_format(store, "%s", from->units[i]);
        if (list[i].unit == NULL)
            return NULL;
    }
    return list;
}

static void add_sample(struct hm__runner *runner, hm_result *result, struct hm__run *run)
{
    if (result == NULL)
        return;
    hm_sample *sample = &result->samples[result->sample_count];
    *sample = (hm_sample){
        .outcome = run->failed    ? HM_FAILED
                   : run->skipped ? HM_SKIPPED
                                  : HM_MEASURED,
        .n = run->n,
        .time_ns = run->net_ns,
        .used = run->net,
        .set_bytes = run->set_bytes,
        .metrics = copy_metrics(runner->store, &run->metrics),
        .metric_count = run->metrics.count,
        .output = run->log.text == NULL ? "" : run->log.text,
    };
    if (sample->metrics == NULL)
        sample->metric_count = 0;
    sample->verdict = hm__claim_check(&result->claim, sample, runner->report.counting);
    result->sample_count++;
    result->show_allocs = runner->flags->benchmem || run->show_allocs;
    if (run->failed || (sample->verdict == HM_CLAIM_FALSE && runner->flags->check))
        runner->report.failed = true;
    runner->listener.row(runner->listener.ctx, &runner->report, result, sample);
}

static struct hm__run *new_run(struct hm__runner *runner, struct hm__run *parent, const char *name)
{
    struct hm__run *run = hm__store_take(runner->store, sizeof *run);
    if (run == NULL)
        return NULL;
    *run = (struct hm__run){
        .runner = runner,
        .store = runner->store,
        .parent = parent,
        .name = name,
        .goal = runner->flags->benchtime,
        .procs = runner->flags->cpus[0],
    };
    run->bench.hm__run = run;
    return run;
}

/* The same function once more, from nothing. */
static struct hm__run *again(struct hm__runner *runner, const struct hm__run *from, unsigned procs)
{
    struct hm__run *run = new_run(runner, from->parent, from->name);
    if (run == NULL)
        return NULL;
    run->fn = from->fn;
    run->arg = from->arg;
    run->entry = from->entry;
    run->procs = procs;
    hm__run_once(run, 1);
    return run;
}

/* Every --cpu value, --count times each. The probe has been made, and counts as part of the first.
 */
static void measure(struct hm__runner *runner, struct hm__run *probed)
{
    const struct hm__flags *flags = runner->flags;
    struct hm__run *run = probed;
    for (size_t i = 0; i < flags->cpu_count; i++) {
        hm_result *result = NULL;
        for (unsigned j = 0; j < flags->count; j++) {
            if (i > 0 || j > 0)
                run = again(runner, probed, flags->cpus[i]);
            if (run == NULL)
                return;
            if (!run->failed)
                hm__run_until_goal(run);
            if (hm__stop_requested() || hm__store_ran_out(runner->store))
                return;
            if (result == NULL)
                result = new_result(runner, run, flags->cpus[i]);
            add_sample(runner, result, run);
        }
    }
}

static void widen(struct hm__runner *runner, const char *name)
{
    int width = (int)strlen(name) + runner->suffix_width + 1;
    if (width > runner->name_width)
        runner->name_width = width + 8; /* room, so that the columns do not jump again at once */
}

static void probe_and_measure(struct hm__runner *runner, struct hm__run *run)
{
    widen(runner, run->name);
    if (runner->listener.starting != NULL)
        runner->listener.starting(runner->listener.ctx, run->name);
    hm__run_once(run, 1);
    if (hm__stop_requested())
        return;
    bool unchecked = run->has_sub && run->entry != NULL && run->entry->claim.given;
    if (run->failed || run->skipped || unchecked)
        add_sample(runner, new_result(runner, run, 0), run);
    else if (!run->has_sub)
        measure(runner, run);
}

bool hm_run(hm_bench *b, const char *name, hm_bench_fn *fn, void *arg)
{
    struct hm__run *parent = b->hm__run;
    struct hm__runner *runner = parent->runner;
    parent->has_sub = true;
    const char *rewritten = hm__rewrite_name(runner->store, name);
    const char *whole =
        rewritten == NULL ? NULL
                          : hm__unique_name(&runner->names, runner->store, parent->name, rewritten);
    enum hm__matched matched =
        whole == NULL ? HM__NO_MATCH : hm__select(runner->bench, runner->skip, whole);
    if (matched == HM__NO_MATCH || hm__stop_requested())
        return true;
    struct hm__run *run = new_run(runner, parent, whole);
    if (run == NULL)
        return false;
    run->fn = fn;
    run->arg = arg;
    run->has_sub = matched == HM__PARTIAL;
    probe_and_measure(runner, run);
    return !run->failed;
}

struct chosen {
    const char *name; /* NULL: not selected */
    enum hm__matched matched;
};

static struct chosen *choose(struct hm__runner *runner, const hm_case *cases, size_t count)
{
    struct chosen *chosen = hm__store_take(runner->store, count * sizeof *chosen);
    for (size_t i = 0; chosen != NULL && i < count; i++) {
        const char *rewritten = hm__rewrite_name(runner->store, cases[i].name);
        const char *whole =
            rewritten == NULL ? NULL : hm__store_format(runner->store, "Benchmark%s", rewritten);
        const char *name =
            whole == NULL ? NULL : hm__unique_name(&runner->names, runner->store, NULL, whole);
        if (name == NULL)
            return NULL;
        chosen[i].matched = hm__select(runner->bench, runner->skip, name);
        if (chosen[i].matched != HM__NO_MATCH)
            chosen[i].name = name;
    }
    return chosen;
}

/* Go counts the -procs suffix twice here; its columns are reproduced, so that is too. */
static void first_width(struct hm__runner *runner, const struct chosen *chosen, size_t count)
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

void hm__runner_run(struct hm__runner *runner, const hm_case *cases, size_t count)
{
    struct chosen *chosen = choose(runner, cases, count);
    if (chosen == NULL)
        return;
    first_width(runner, chosen, count);
    for (size_t i = 0; i < count && !hm__stop_requested(); i++) {
        if (chosen[i].name == NULL)
            continue;
        struct hm__run *run = new_run(runner, NULL, chosen[i].name);
        if (run == NULL)
            return;
        run->fn = cases[i].run;
        run->arg = cases[i].arg;
        run->entry = &cases[i];
        run->has_sub = chosen[i].matched == HM__PARTIAL;
        probe_and_measure(runner, run);
    }
}

void hm__runner_list(struct hm__runner *runner, const hm_case *cases, size_t count, FILE *to)
{
    struct chosen *chosen = choose(runner, cases, count);
    for (size_t i = 0; chosen != NULL && i < count; i++)
        if (chosen[i].name != NULL)
            fprintf(to, "%s\n", chosen[i].name);
}
