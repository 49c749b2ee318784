/* junit.c -- benchmarks and their claims as JUnit XML, which most servers of continuous integration
 * show: one test case for each benchmark. */
#include "base/utf8.h"
#include "report/columns.h"
#include "report/out.h"
#include "report/spread.h"
#include "report/writers.h"

/* XML holds neither bytes that are not UTF-8 nor most control characters. */
static void put_xml(struct hm_report_pen *pen, const char *text)
{
    uint32_t rune;
    for (size_t n; *text != '\0'; text += n) {
        n = hm_base_utf8_decode(text, &rune);
        if (*text == '<' || *text == '>' || *text == '&' || *text == '"')
            hm_report_put(pen, "&#%d;", *text);
        else if (n == 1 && *text != '\n' && *text != '\t' &&
                 ((unsigned char)*text < ' ' || (unsigned char)*text >= 0x7f))
            hm_report_put(pen, "?");
        else
            hm_report_put_bytes(pen, text, n);
    }
}

static double seconds(const hm_result *result)
{
    double ns = 0;
    for (size_t i = 0; i < result->sample_count; i++)
        ns += (double)result->samples[i].time_ns;
    return ns / 1e9;
}

static bool is_failure(const hm_result *result)
{
    return hm_report_outcomes(result, HM_FAILED) > 0 ||
           hm_report_verdict_of(result) == HM_CLAIM_FALSE;
}

/* A claim that was not checked is no success. */
static bool is_skipped(const hm_result *result)
{
    return !is_failure(result) && (hm_report_outcomes(result, HM_SKIPPED) > 0 ||
                                   hm_report_verdict_of(result) == HM_CLAIM_UNCHECKED);
}

static void put_failure(struct hm_report_pen *pen, const hm_report *report, const hm_result *result)
{
    char allocs[HM_REPORT_CELL], bytes[HM_REPORT_CELL];
    if (hm_report_outcomes(result, HM_FAILED) > 0) {
        hm_report_put(pen, "<failure message=\"the benchmark failed\">");
        for (size_t i = 0; i < result->sample_count; i++)
            if (result->samples[i].outcome == HM_FAILED && result->samples[i].output != NULL)
                put_xml(pen, result->samples[i].output);
        hm_report_put(pen, "</failure>");
        return;
    }
    hm_report_cell(report, result, HM_REPORT_ALLOCS, allocs);
    hm_report_cell(report, result, HM_REPORT_BYTES, bytes);
    hm_report_put(pen,
                  "<failure message=\"claimed %llu allocs/op, %llu B/op; counted %s allocs/op, %s "
                  "B/op\"/>",
                  (unsigned long long)result->claim.allocs, (unsigned long long)result->claim.bytes,
                  allocs, bytes);
}

static void put_case(struct hm_report_pen *pen, const hm_report *report, const hm_result *result)
{
    char name[1024];
    hm_report_row_name(report, result, name, sizeof name);
    hm_report_put(pen, "    <testcase classname=\"");
    put_xml(pen, report->pkg != NULL ? report->pkg : "");
    hm_report_put(pen, "\" name=\"");
    put_xml(pen, name);
    hm_report_put(pen, "\" time=\"%.9f\">", seconds(result));
    if (is_failure(result))
        put_failure(pen, report, result);
    else if (is_skipped(result))
        hm_report_put(pen, "<skipped message=\"%s\"/>",
                      hm_report_outcomes(result, HM_SKIPPED) > 0
                          ? "the benchmark was skipped"
                          : "the claim was not checked: nothing was counted");
    hm_report_put(pen, "</testcase>\n");
}

int hm_report_junit_end(hm_out *out, const hm_report *report)
{
    struct hm_report_pen pen = { .out = out };
    size_t failures = 0, skipped = 0;
    for (size_t i = 0; i < report->result_count; i++) {
        failures += is_failure(report->results[i]);
        skipped += is_skipped(report->results[i]);
    }
    hm_report_put(&pen,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite "
                  "name=\"heapmark bench\" tests=\"%zu\" failures=\"%zu\" errors=\"0\" "
                  "skipped=\"%zu\">\n",
                  report->result_count, failures, skipped);
    for (size_t i = 0; i < report->result_count; i++)
        put_case(&pen, report, report->results[i]);
    hm_report_put(&pen, "  </testsuite>\n</testsuites>\n");
    return pen.error;
}
