/* collect.c -- turn finished runs into the results of the report. */
#include "bench/collect.h"

#include "bench/claim.h"

hm_result *hm_bench_new_result(struct hm_bench_runner *runner, const struct hm_bench_run *run,
                               unsigned procs)
{
    hm_report *report = &runner->report;
    if (report->result_count == runner->result_room) {
        size_t room = runner->result_room == 0 ? 16 : 2 * runner->result_room;
        size_t each = sizeof report->results[0];
        hm_result **grown = hm_bench_store_grow(runner->store, report->results,
                                                report->result_count * each, room * each);
        if (grown == NULL)
            return NULL;
        report->results = grown;
        runner->result_room = room;
    }
    unsigned count = runner->flags->count > 0 ? runner->flags->count : 1;
    hm_result *result = hm_bench_store_take(runner->store, sizeof *result);
    hm_sample *samples = hm_bench_store_take(runner->store, count * sizeof *samples);
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

static const hm_metric *copy_metrics(struct hm_bench_store *store,
                                     const struct hm_bench_metrics *from)
{
    hm_metric *list = hm_bench_store_take(store, from->count * sizeof *list);
    for (size_t i = 0; list != NULL && i < from->count; i++) {
        list[i].value = from->list[i].value;
        list[i].unit = hm_bench_store_format(store, "%s", from->units[i]);
        if (list[i].unit == NULL)
            return NULL;
    }
    return list;
}

void hm_bench_add_sample(struct hm_bench_runner *runner, hm_result *result,
                         struct hm_bench_run *run)
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
        .sizes = run->sizes,
        .output = run->log.text == NULL ? "" : run->log.text,
    };
    if (sample->metrics == NULL)
        sample->metric_count = 0;
    sample->verdict = hm_bench_claim_check(&result->claim, sample, runner->report.counting);
    result->sample_count++;
    result->show_allocs = runner->flags->benchmem || run->show_allocs;
    if (run->failed || (sample->verdict == HM_CLAIM_FALSE && runner->flags->check))
        runner->report.failed = true;
    runner->listener.row(runner->listener.ctx, &runner->report, result, sample);
}
