/* spread.c -- samples in a few numbers, and these in words; contract in spread.h. */
#include "report/spread.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/rank.h"
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

/* What a column asks of the samples of a result. */
struct column {
    const hm_report *report;
    const hm_result *result;
    const char *unit;
};

static bool value_of(const void *column, size_t i, double *value)
{
    const struct column *c = column;
    const hm_sample *sample = &c->result->samples[i];
    if (sample->outcome != HM_MEASURED)
        return false;
    if (hm_report_value(sample, c->unit, value))
        return true;
    if (strcmp(c->unit, "allocs/op") == 0)
        return count_per_op(c->report, c->result, sample, sample->used.allocs, value);
    if (strcmp(c->unit, "B/op") == 0)
        return count_per_op(c->report, c->result, sample, sample->used.bytes, value);
    if (strcmp(c->unit, "ns/op") == 0)
        *value = hm_report_ns_per_op(sample);
    else if (strcmp(c->unit, "MB/s") == 0)
        *value = hm_report_mb_per_s(sample);
    else
        return size_per_op(sample, c->unit, value);
    return *value != 0;
}

struct hm_report_spread hm_report_spread_of(const hm_report *report, const hm_result *result,
                                            const char *unit)
{
    const struct column column = { report, result, unit };
    struct hm_report_spread spread = { 0 };
    for (size_t i = 0; i < result->sample_count; i++) {
        double value;
        if (!value_of(&column, i, &value))
            continue;
        spread.low = spread.count == 0 || value < spread.low ? value : spread.low;
        spread.high = spread.count == 0 || value > spread.high ? value : spread.high;
        spread.count++;
    }
    if (spread.count > 0)
        spread.median = hm_base_median(value_of, &column, result->sample_count, spread.count);
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
