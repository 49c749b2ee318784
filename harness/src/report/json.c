/* json.c -- the report as JSON, schema heapmark-bench/1 (docs/reference/report-json.md).
 *
 * Totals are exact; nothing is divided. Keys are only added within a schema version, never renamed.
 * What is not known has no key. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/text.h"
#include "report/writers.h"

#define SCHEMA "heapmark-bench/1"

/* A value that could not be made is a key that is missing, and a missing key means "not known". So
 * the loss is kept here, per thread, until the end, and then there is no report. */
static _Thread_local bool lost;

static void set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        lost = true;
}

static void add(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        lost = true;
}

static json_t *string(const char *s)
{
    json_t *string = json_string(s);
    char *copy = string == NULL ? strdup(s) : NULL;
    if (copy == NULL)
        return string;
    hm_base_make_utf8(copy);
    string = json_string(copy);
    free(copy);
    return string;
}

static json_t *number(uint64_t value)
{
    return json_integer((json_int_t)value);
}

static json_t *counters(const hm_counters *used)
{
    json_t *object = json_object();
#define X(name, what) set(object, #name, number(used->name));
    HM_COUNTER_LIST(X)
#undef X
    return object;
}

/* JSON knows no NaN and no infinity. */
static json_t *metrics(const hm_sample *sample)
{
    json_t *object = json_object();
    for (size_t i = 0; i < sample->metric_count; i++) {
        const hm_metric *m = &sample->metrics[i];
        set(object, m->unit, isfinite(m->value) ? json_real(m->value) : json_null());
    }
    return object;
}

static json_t *sizes(const hm_sizes *s)
{
    return json_pack("{s:o, s:o, s:o}", "n", number(s->n), "usable_bytes", number(s->usable),
                     "go_bytes", number(s->go));
}

static const char *outcome_text(hm_outcome outcome)
{
    return outcome == HM_FAILED ? "failed" : outcome == HM_SKIPPED ? "skipped" : "measured";
}

static const char *verdict_text(hm_verdict verdict)
{
    return verdict == HM_CLAIM_HOLDS ? "holds" : verdict == HM_CLAIM_FALSE ? "false" : "unchecked";
}

static json_t *sample(const hm_report *report, const hm_sample *s)
{
    json_t *object = json_object();
    set(object, "outcome", json_string(outcome_text(s->outcome)));
    if (s->verdict != HM_NO_CLAIM)
        set(object, "claim", json_string(verdict_text(s->verdict)));
    if (s->outcome == HM_MEASURED) {
        set(object, "n", number(s->n));
        set(object, "time_ns", number(s->time_ns));
        if (report->counting)
            set(object, "counters", counters(&s->used));
        if (s->set_bytes > 0)
            set(object, "set_bytes", number(s->set_bytes));
        if (s->sizes.measured)
            set(object, "sizes", sizes(&s->sizes));
        if (s->metric_count > 0)
            set(object, "metrics", metrics(s));
    }
    if (s->output[0] != '\0')
        set(object, "output", string(s->output));
    return object;
}

static json_t *result(const hm_report *report, const hm_result *r)
{
    json_t *object = json_object(), *samples = json_array();
    set(object, "name", string(r->name));
    if (r->procs > 0)
        set(object, "procs", number(r->procs));
    if (r->claim.given)
        set(object, "claim",
            json_pack("{s:o, s:o}", "allocs", number(r->claim.allocs), "bytes",
                      number(r->claim.bytes)));
    if (r->why != NULL)
        set(object, "why", string(r->why));
    for (size_t i = 0; i < r->sample_count; i++)
        add(samples, sample(report, &r->samples[i]));
    set(object, "samples", samples);
    return object;
}

static json_t *whole(const hm_report *report)
{
    json_t *root = json_object(), *benchmarks = json_array();
    set(root, "schema", json_string(SCHEMA));
    set(root, "goos", json_string(report->goos));
    set(root, "goarch", json_string(report->goarch));
    if (report->pkg != NULL && report->pkg[0] != '\0')
        set(root, "pkg", string(report->pkg));
    if (report->cpu != NULL && report->cpu[0] != '\0')
        set(root, "cpu", string(report->cpu));
    set(root, "counting", json_boolean(report->counting));
    if (!report->counting)
        set(root, "counting_reason", string(report->counting_reason));
    set(root, "startup_ns", number(report->startup_ns));
    set(root, "clock_ns", number(report->clock_ns));
    if (report->counting)
        set(root, "snapshot_ns", number(report->snapshot_ns));
    set(root, "elapsed_ns", number(report->elapsed_ns));
    set(root, "failed", json_boolean(report->failed));
    set(root, "interrupted", json_boolean(report->interrupted));
    for (size_t i = 0; i < report->result_count; i++)
        add(benchmarks, result(report, report->results[i]));
    set(root, "benchmarks", benchmarks);
    return root;
}

struct target {
    hm_out *out;
    int error;
};

static int put(const char *bytes, size_t length, void *ctx)
{
    struct target *target = ctx;
    target->error = target->out->write(target->out->ctx, bytes, length);
    return target->error == 0 ? 0 : -1;
}

int hm_report_json_end(hm_out *out, const hm_report *report)
{
    struct target target = { .out = out };
    lost = false;
    json_t *root = whole(report);
    int bad = root == NULL || lost ? -1 : json_dump_callback(root, put, &target, JSON_INDENT(2));
    json_decref(root);
    if (target.error != 0 || bad != 0)
        return target.error != 0 ? target.error : ENOMEM;
    return out->write(out->ctx, "\n", 1);
}
