/* go.c -- Go's benchmark text, as `go test -bench` prints it and benchstat reads it.
 *
 * A row is written whole, so that nothing can land inside it and no line begins with `Benchmark`
 * without being a result. A skipped benchmark has no line: NaN would be no result. */
#include <stdio.h>
#include <string.h>

#include "report/number.h"
#include "report/out.h"
#include "report/writers.h"

enum { MOST_LINES = 10 };

/* A row with a -procs value of its own was measured, or began to be. */
static bool was_started(const hm_result *result)
{
    return result->procs > 0;
}

/* The header precedes the first such row; the report knows which that is. */
static bool is_first(const hm_report *report, const hm_result *result, const hm_sample *sample)
{
    if (!was_started(result) || sample != &result->samples[0])
        return false;
    for (size_t i = 0; i < report->result_count && report->results[i] != result; i++)
        if (was_started(report->results[i]) && report->results[i]->sample_count > 0)
            return false;
    return true;
}

static int put_header(hm_out *out, const hm_report *report)
{
    int error = hm__out_format(out, "goos: %s\ngoarch: %s\n", report->goos, report->goarch);
    if (error == 0 && report->pkg != NULL && report->pkg[0] != '\0')
        error = hm__out_format(out, "pkg: %s\n", report->pkg);
    if (error == 0 && report->cpu != NULL && report->cpu[0] != '\0')
        error = hm__out_format(out, "cpu: %s\n", report->cpu);
    if (error == 0 && report->counting)
        error = hm__out_text(out, "Unit allocs/op assume=exact\nUnit B/op assume=exact\n");
    if (error == 0 && report->sizes)
        error = hm__out_text(out, "Unit go-B/op assume=exact\nUnit usable-B/op assume=exact\n");
    return error;
}

static void whole_name(const hm_result *result, char *name, size_t size)
{
    if (result->procs > 1)
        snprintf(name, size, "%s-%u", result->name, result->procs);
    else
        snprintf(name, size, "%s", result->name);
}

static int put_number(hm_out *out, double value, const char *unit)
{
    struct hm__number_form form = hm__number_form(value);
    return hm__out_format(out, "\t%*.*f %s", form.width, form.digits, value, unit);
}

/* Sorted by unit. The two sizes are metrics like the user's own, which win over them. */
static int put_extra(hm_out *out, const hm_sample *sample)
{
    hm_metric sizes[HM__SIZE_UNITS];
    size_t size_count = hm__size_metrics(sample, sizes), next = 0, i = 0;
    int error = 0;
    while (error == 0 && (i < sample->metric_count || next < size_count)) {
        const hm_metric *metric = &sample->metrics[i];
        if (i == sample->metric_count ||
            (next < size_count && strcmp(sizes[next].unit, metric->unit) < 0))
            metric = &sizes[next++];
        else
            i++;
        if (!hm__is_builtin_unit(metric->unit))
            error = put_number(out, metric->value, metric->unit);
    }
    return error;
}

static int put_result(hm_out *out, const hm_report *report, const hm_result *result,
                      const hm_sample *sample, const char *name)
{
    int error =
        hm__out_format(out, "%-*s\t%8llu", result->name_width, name, (unsigned long long)sample->n);
    double ns = hm__ns_per_op(sample), mb = hm__mb_per_s(sample);
    if (error == 0 && ns != 0)
        error = put_number(out, ns, "ns/op");
    if (error == 0 && mb != 0)
        error = hm__out_format(out, "\t%7.2f MB/s", mb);
    if (error == 0)
        error = put_extra(out, sample);
    if (error == 0 && report->counting && result->show_allocs)
        error = hm__out_format(out, "\t%8lld B/op\t%8lld allocs/op",
                               (long long)hm__bytes_per_op(sample),
                               (long long)hm__allocs_per_op(sample));
    return error != 0 ? error : hm__out_text(out, "\n");
}

/* At most ten lines; a failure is told in full. */
static int put_log(hm_out *out, const char *title, const char *name, const hm_sample *sample)
{
    int error = hm__out_format(out, "--- %s: %s\n", title, name);
    const char *end = sample->output;
    int lines = 0;
    while (lines < MOST_LINES && (end = strchr(end, '\n')) != NULL) {
        end++;
        lines++;
    }
    bool cut = end != NULL && sample->outcome != HM_FAILED && lines == MOST_LINES;
    if (error == 0 && cut)
        error = hm__out_format(out, "%.*s\t... [output truncated]\n", (int)(end - sample->output),
                               sample->output);
    else if (error == 0)
        error = hm__out_text(out, sample->output);
    return error;
}

int hm__go_row(hm_out *out, const hm_report *report, const hm_result *result,
               const hm_sample *sample)
{
    char name[4096];
    whole_name(result, name, sizeof name);
    int error = is_first(report, result, sample) ? put_header(out, report) : 0;
    if (error != 0)
        return error;
    if (sample->outcome == HM_FAILED)
        return put_log(out, "FAIL", name, sample);
    if (sample->outcome == HM_SKIPPED && report->verbose)
        return put_log(out, "SKIP", name, sample);
    if (sample->outcome == HM_SKIPPED || !was_started(result))
        return 0;
    error = put_result(out, report, result, sample, name);
    if (error == 0 && sample->output[0] != '\0')
        error = put_log(out, "BENCH", name, sample);
    return error;
}

int hm__go_end(hm_out *out, const hm_report *report)
{
    const char *pkg = report->pkg == NULL ? "" : report->pkg;
    double seconds = (double)report->elapsed_ns / 1e9;
    if (report->failed)
        return hm__out_format(out, "FAIL\nexit status 1\nFAIL\t%s\t%.3fs\n", pkg, seconds);
    return hm__out_format(out, "PASS\nok  \t%s\t%.3fs\n", pkg, seconds);
}
