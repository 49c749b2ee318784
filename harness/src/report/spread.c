#include "report/spread.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/number.h"

static bool count_per_op(const hm_report *report, const hm_result *result, const hm_sample *sample,
                         uint64_t total, double *value)
{
    *value = sample->n == 0 ? 0 : (double)total / (double)sample->n;
    return report->counting && result->show_allocs && sample->n > 0;
}

static bool size_per_op(const hm_sample *sample, const char *unit, double *value)
{
    hm_metric sizes[HM_REPORT_SIZE_UNITS];
    size_t count = hm_report_size_metrics(sample, sizes);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(sizes[i].unit, unit) == 0) {
            *value = sizes[i].value;
            return true;
        }
    }
    return false;
}

static bool value_of(const hm_report *report, const hm_result *result, const hm_sample *sample,
                     const char *unit, double *value)
{
    if (sample->outcome != HM_MEASURED)
        return false;
    if (hm_report_value(sample, unit, value))
        return true;
    if (strcmp(unit, "allocs/op") == 0)
        return count_per_op(report, result, sample, sample->used.allocs, value);
    if (strcmp(unit, "B/op") == 0)
        return count_per_op(report, result, sample, sample->used.bytes, value);
    if (strcmp(unit, "ns/op") == 0)
        *value = hm_report_ns_per_op(sample);
    else if (strcmp(unit, "MB/s") == 0)
        *value = hm_report_mb_per_s(sample);
    else
        return size_per_op(sample, unit, value);
    return *value != 0;
}

/* The value that `rank` others precede. No array to sort: samples are few. */
static double ranked(const hm_report *report, const hm_result *result, const char *unit,
                     size_t rank)
{
    for (size_t i = 0; i < result->sample_count; i++) {
        double value, other;
        size_t before = 0;
        if (!value_of(report, result, &result->samples[i], unit, &value))
            continue;
        for (size_t j = 0; j < result->sample_count; j++)
            if (value_of(report, result, &result->samples[j], unit, &other))
                before += other < value || (other == value && j < i);
        if (before == rank)
            return value;
    }
    return NAN;
}

struct hm_report_spread hm_report_spread_of(const hm_report *report, const hm_result *result,
                                            const char *unit)
{
    struct hm_report_spread spread = { 0 };
    for (size_t i = 0; i < result->sample_count; i++) {
        double value;
        if (!value_of(report, result, &result->samples[i], unit, &value))
            continue;
        spread.low = spread.count == 0 || value < spread.low ? value : spread.low;
        spread.high = spread.count == 0 || value > spread.high ? value : spread.high;
        spread.count++;
    }
    if (spread.count == 0)
        return spread;
    double above = ranked(report, result, unit, spread.count / 2);
    double below = ranked(report, result, unit, (spread.count - 1) / 2);
    spread.median = (below + above) / 2;
    return spread;
}

void hm_report_number_text(double value, char *out, size_t size)
{
    bool whole = value == floor(value) && fabs(value) < 1e15;
    snprintf(out, size, "%.*f", whole ? 0 : hm_report_number_form(value).digits, value);
}

void hm_report_count_text(const struct hm_report_spread *spread, char *out, size_t size)
{
    char low[64], high[64];
    hm_report_number_text(spread->low, low, sizeof low);
    hm_report_number_text(spread->high, high, sizeof high);
    if (spread->count == 0)
        snprintf(out, size, "%s", "");
    else if (spread->low == spread->high)
        snprintf(out, size, "%s", low);
    else
        snprintf(out, size, "%s-%s", low, high);
}

void hm_report_away_text(const struct hm_report_spread *spread, char *out, size_t size)
{
    double away = fmax(spread->high - spread->median, spread->median - spread->low);
    if (spread->count < 2 || spread->median == 0)
        snprintf(out, size, "%s", "");
    else
        snprintf(out, size, "± %.0f%%", 100 * away / fabs(spread->median));
}

hm_verdict hm_report_verdict_of(const hm_result *result)
{
    static const hm_verdict worst_first[] = { HM_CLAIM_FALSE, HM_CLAIM_UNCHECKED, HM_CLAIM_HOLDS };
    for (size_t v = 0; v < sizeof worst_first / sizeof worst_first[0]; v++)
        for (size_t i = 0; i < result->sample_count; i++)
            if (result->samples[i].verdict == worst_first[v])
                return worst_first[v];
    return HM_NO_CLAIM;
}

const char *hm_report_verdict_text(hm_verdict verdict)
{
    switch (verdict) {
    case HM_CLAIM_HOLDS:
        return "holds";
    case HM_CLAIM_FALSE:
        return "FALSE";
    case HM_CLAIM_UNCHECKED:
        return "unchecked";
    case HM_NO_CLAIM:
        break;
    }
    return "";
}

size_t hm_report_outcomes(const hm_result *result, hm_outcome outcome)
{
    size_t count = 0;
    for (size_t i = 0; i < result->sample_count; i++)
        count += result->samples[i].outcome == outcome;
    return count;
}
