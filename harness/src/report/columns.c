#include "report/columns.h"

#include <stdio.h>
#include <string.h>

#include "report/number.h"
#include "report/spread.h"

const struct hm__column_kind hm__column_kinds[HM__COLUMNS] = {
    [HM__ALLOCS] = { "allocs/op", "allocs/op", 10 },
    [HM__BYTES] = { "B/op", "B/op", 8 },
    [HM__GO_BYTES] = { "go-B/op", "go-B/op", 8 },
    [HM__TIME] = { "ns/op", "ns/op", 10 },
    [HM__AWAY] = { "spread", NULL, 8 },
    [HM__CLAIM] = { "claim", NULL, 11 },
};

void hm__cell(const hm_report *report, const hm_result *result, enum hm__column column,
              char out[HM__CELL])
{
    const char *unit = column == HM__AWAY ? "ns/op" : hm__column_kinds[column].unit;
    struct hm__spread spread = { 0 };
    if (unit != NULL)
        spread = hm__spread_of(report, result, unit);
    out[0] = '\0';
    if (column == HM__CLAIM)
        snprintf(out, HM__CELL, "%s", hm__verdict_text(hm__verdict_of(result)));
    else if (column == HM__AWAY)
        hm__away_text(&spread, out, HM__CELL);
    else if (column == HM__ALLOCS || column == HM__BYTES || column == HM__GO_BYTES)
        hm__count_text(&spread, out, HM__CELL);
    else if (spread.count > 0)
        hm__number_text(spread.median, out, HM__CELL);
}

bool hm__has_column(const hm_report *report, enum hm__column column)
{
    char cell[HM__CELL];
    for (size_t i = 0; i < report->result_count; i++) {
        hm__cell(report, report->results[i], column, cell);
        if (cell[0] != '\0')
            return true;
    }
    return false;
}

void hm__row_name(const hm_report *report, const hm_result *result, char *out, size_t size)
{
    static const char prefix[] = "Benchmark";
    const char *name = result->name;
    if (strncmp(name, prefix, sizeof prefix - 1) == 0)
        name += sizeof prefix - 1;
    bool ambiguous = false;
    for (size_t i = 0; i < report->result_count; i++)
        if (report->results[i] != result && strcmp(report->results[i]->name, result->name) == 0)
            ambiguous = true;
    if (ambiguous && result->procs > 0)
        snprintf(out, size, "%s-%u", name, result->procs);
    else
        snprintf(out, size, "%s", name);
}

static void add_unit(const hm_report *report, const hm_result *result, const char *unit, char *out,
                     size_t size)
{
    struct hm__spread spread = hm__spread_of(report, result, unit);
    if (spread.count == 0)
        return;
    char number[HM__CELL];
    hm__number_text(spread.median, number, sizeof number);
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%s%s %s", used == 0 ? "" : ", ", number, unit);
}

static bool has_a_place(const char *unit)
{
    return hm__is_builtin_unit(unit) || strcmp(unit, "go-B/op") == 0 ||
           strcmp(unit, "usable-B/op") == 0;
}

void hm__more_units(const hm_report *report, const hm_result *result, char *out, size_t size)
{
    out[0] = '\0';
    add_unit(report, result, "MB/s", out, size);
    if (hm__spread_of(report, result, "usable-B/op").high > 0) /* 0 follows from 0 allocs/op */
        add_unit(report, result, "usable-B/op", out, size);
    for (size_t i = 0; i < result->sample_count; i++) {
        const hm_sample *sample = &result->samples[i];
        if (sample->outcome != HM_MEASURED)
            continue;
        for (size_t m = 0; m < sample->metric_count; m++)
            if (!has_a_place(sample->metrics[m].unit))
                add_unit(report, result, sample->metrics[m].unit, out, size);
        return; /* a metric that only some samples report has no place here */
    }
}

static size_t results_with(const hm_report *report, hm_outcome outcome)
{
    size_t count = 0;
    for (size_t i = 0; i < report->result_count; i++)
        count += hm__outcomes(report->results[i], outcome) > 0;
    return count;
}

static size_t claims_that(const hm_report *report, hm_verdict verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < report->result_count; i++)
        count += hm__verdict_of(report->results[i]) == verdict;
    return count;
}

bool hm__closing_line(const hm_report *report, size_t index, char *out, size_t size)
{
    size_t hold = claims_that(report, HM_CLAIM_HOLDS), wrong = claims_that(report, HM_CLAIM_FALSE);
    size_t unchecked = claims_that(report, HM_CLAIM_UNCHECKED);
    size_t failed = results_with(report, HM_FAILED), skipped = results_with(report, HM_SKIPPED);
    bool has[] = { !report->counting, hold + wrong + unchecked > 0, failed > 0, skipped > 0,
                   report->interrupted };
    size_t kind = 0;
    for (size_t seen = 0; kind < sizeof has / sizeof has[0]; kind++)
        if (has[kind] && seen++ == index)
            break;
    switch (kind) {
    case 0:
        return snprintf(out, size, "no allocs/op and B/op: %s", report->counting_reason) > 0;
    case 1:
        return snprintf(out, size, "claims: %zu hold, %zu FALSE, %zu unchecked", hold, wrong,
                        unchecked) > 0;
    case 2:
        return snprintf(out, size, "failed: %zu", failed) > 0;
    case 3:
        return snprintf(out, size, "skipped: %zu", skipped) > 0;
    case 4:
        return snprintf(out, size, "ended early; what was measured before is complete") > 0;
    default:
        return false;
    }
}
