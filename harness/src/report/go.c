/* go.c -- Go's benchmark text, as `go test -bench` prints it and benchstat reads it.
 *
 * A row is written whole, so that nothing can land inside it and no line begins with `Benchmark`
 * without being a result. A skipped benchmark has no such line: NaN would be no result. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "report/number.h"
#include "report/out.h"
#include "report/writers.h"

enum { MOST_LINES = 10 };

/* It has a -procs value of its own: it was measured, or began to be. */
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

static void put_header(struct hm_report_pen *pen, const hm_report *report)
{
    hm_report_put(pen, "goos: %s\ngoarch: %s\n", report->goos, report->goarch);
    if (report->pkg != NULL && report->pkg[0] != '\0')
        hm_report_put(pen, "pkg: %s\n", report->pkg);
    if (report->cpu != NULL && report->cpu[0] != '\0')
        hm_report_put(pen, "cpu: %s\n", report->cpu);
    if (report->counting)
        hm_report_put(pen, "Unit allocs/op assume=exact\nUnit B/op assume=exact\n");
    if (report->sizes)
        hm_report_put(pen, "Unit go-B/op assume=exact\nUnit usable-B/op assume=exact\n");
}

static size_t code_points(const char *text)
{
    size_t count = 0;
    for (uint32_t rune; *text != '\0'; count++)
        text += hm_base_utf8_decode(text, &rune);
    return count;
}

/* The name with its -procs suffix, padded as Go pads: in code points. */
static void put_name(struct hm_report_pen *pen, const hm_result *result, int width)
{
    char suffix[16] = "";
    if (result->procs > 1)
        snprintf(suffix, sizeof suffix, "-%u", result->procs);
    int used = (int)(code_points(result->name) + strlen(suffix));
    hm_report_put(pen, "%s%s%*s", result->name, suffix, used < width ? width - used : 0, "");
}

static void put_metric(struct hm_report_pen *pen, const hm_metric *metric)
{
    struct hm_report_number_form form = hm_report_number_form(metric->value);
    if (!isfinite(metric->value)) {
        const char *word = isnan(metric->value) ? "NaN" : metric->value > 0 ? "+Inf" : "-Inf";
        hm_report_put(pen, "\t%*s %s", form.width, word, metric->unit);
        return;
    }
    hm_report_put(pen, "\t%*.*f %s", form.width, form.digits, metric->value, metric->unit);
}

/* Sorted by unit. The two sizes are metrics like the user's own, which win over them. */
static void put_extra(struct hm_report_pen *pen, const hm_sample *sample)
{
    hm_metric sizes[HM_REPORT_SIZE_UNITS];
    size_t size_count = hm_report_size_metrics(sample, sizes), next = 0, i = 0;
    while (i < sample->metric_count || next < size_count) {
        const hm_metric *metric = &sample->metrics[i];
        if (i == sample->metric_count ||
            (next < size_count && strcmp(sizes[next].unit, metric->unit) < 0))
            metric = &sizes[next++];
        else
            i++;
        if (!hm_report_is_builtin_unit(metric->unit))
            put_metric(pen, metric);
    }
}

static void put_result(struct hm_report_pen *pen, const hm_report *report, const hm_result *result,
                       const hm_sample *sample)
{
    put_name(pen, result, result->name_width);
    hm_report_put(pen, "\t%8" PRIu64, sample->n);
    double ns = hm_report_ns_per_op(sample), mb = hm_report_mb_per_s(sample);
    if (ns != 0)
        put_metric(pen, &(hm_metric){ "ns/op", ns });
    if (mb != 0)
        hm_report_put(pen, "\t%7.2f MB/s", mb);
    put_extra(pen, sample);
    if (report->counting && result->show_allocs)
        hm_report_put(pen, "\t%8" PRId64 " B/op\t%8" PRId64 " allocs/op",
                      hm_report_bytes_per_op(sample), hm_report_allocs_per_op(sample));
    hm_report_put(pen, "\n");
}

/* At most ten lines; a failure is printed in full. */
static void put_log(struct hm_report_pen *pen, const char *title, const hm_result *result,
                    const hm_sample *sample)
{
    hm_report_put(pen, "--- %s: ", title);
    put_name(pen, result, 0);
    hm_report_put(pen, "\n");
    const char *end = sample->output;
    for (int lines = 0; lines < MOST_LINES && *end != '\0'; lines++) {
        size_t length = strcspn(end, "\n");
        end += end[length] == '\0' ? length : length + 1;
    }
    if (*end == '\0' || sample->outcome == HM_FAILED) {
        hm_report_put_bytes(pen, sample->output, strlen(sample->output));
        return;
    }
    hm_report_put_bytes(pen, sample->output, (size_t)(end - sample->output));
    hm_report_put(pen, "\t... [output truncated]\n");
}

int hm_report_go_row(hm_out *out, const hm_report *report, const hm_result *result,
                     const hm_sample *sample)
{
    struct hm_report_pen pen = { .out = out };
    if (is_first(report, result, sample))
        put_header(&pen, report);
    if (sample->outcome == HM_FAILED)
        put_log(&pen, "FAIL", result, sample);
    else if (sample->outcome == HM_SKIPPED && report->verbose)
        put_log(&pen, "SKIP", result, sample);
    else if (sample->outcome == HM_MEASURED && was_started(result))
        put_result(&pen, report, result, sample);
    if (sample->outcome == HM_MEASURED && sample->output[0] != '\0')
        put_log(&pen, "BENCH", result, sample);
    return pen.error;
}

int hm_report_go_end(hm_out *out, const hm_report *report)
{
    struct hm_report_pen pen = { .out = out };
    const char *pkg = report->pkg == NULL ? "" : report->pkg;
    double seconds = (double)report->elapsed_ns / 1e9;
    if (report->failed)
        hm_report_put(&pen, "FAIL\nexit status 1\nFAIL\t%s\t%.3fs\n", pkg, seconds);
    else
        hm_report_put(&pen, "PASS\nok  \t%s\t%.3fs\n", pkg, seconds);
    return pen.error;
}
