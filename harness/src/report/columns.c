/* columns.c -- the cells of the tables in words; contract in columns.h. */
#include "report/columns.h"

#include <stdio.h>
#include <string.h>

#include "report/number.h"
#include "report/spread.h"

const struct hm_report_column_kind hm_report_column_kinds[HM_REPORT_COLUMNS] = {
    [HM_REPORT_ALLOCS] = { "allocs/op", "allocs/op", 10 },
    [HM_REPORT_BYTES] = { "B/op", "B/op", 8 },
    [HM_REPORT_GO_BYTES] = { "go-B/op", "go-B/op", 8 },
    [HM_REPORT_TIME] = { "ns/op", "ns/op", 10 },
    [HM_REPORT_AWAY] = { "spread", NULL, 8 },
    [HM_REPORT_CLAIM] = { "claim", NULL, 11 },
};

void hm_report_cell(const hm_report *report, const hm_result *result, enum hm_report_column column,
                    char out[HM_REPORT_CELL])
{
    const char *unit = column == HM_REPORT_AWAY ? "ns/op" : hm_report_column_kinds[column].unit;
    struct hm_report_spread spread = { 0 };
    if (unit != NULL)
        spread = hm_report_spread_of(report, result, unit);
    out[0] = '\0';
    if (column == HM_REPORT_CLAIM)
        snprintf(out, HM_REPORT_CELL, "%s", hm_report_verdict_text(hm_report_verdict_of(result)));
    else if (column == HM_REPORT_AWAY)
        hm_report_away_text(&spread, out, HM_REPORT_CELL);
    else if (column == HM_REPORT_ALLOCS || column == HM_REPORT_BYTES ||
             column == HM_REPORT_GO_BYTES)
        hm_report_count_text(&spread, out, HM_REPORT_CELL);
    else if (spread.count > 0)
        hm_report_number_text(spread.median, out, HM_REPORT_CELL);
}

bool hm_report_has_column(const hm_report *report, enum hm_report_column column)
{
    char cell[HM_REPORT_CELL];
    for (size_t i = 0; i < report->result_count; i++) {
        hm_report_cell(report, report->results[i], column, cell);
        if (cell[0] != '\0')
            return true;
    }
    return false;
}

void hm_report_row_name(const hm_report *report, const hm_result *result, char *out, size_t size)
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
    struct hm_report_spread spread = hm_report_spread_of(report, result, unit);
    if (spread.count == 0)
        return;
    char number[HM_REPORT_CELL];
    hm_report_number_text(spread.median, number, sizeof number);
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%s%s %s", used == 0 ? "" : ", ", number, unit);
}

static bool has_a_place(const char *unit)
{
    return hm_report_is_builtin_unit(unit) || strcmp(unit, "go-B/op") == 0 ||
           strcmp(unit, "usable-B/op") == 0;
}

void hm_report_more_units(const hm_report *report, const hm_result *result, char *out, size_t size)
{
    out[0] = '\0';
    add_unit(report, result, "MB/s", out, size);
    /* 0 follows from 0 allocs/op */
    if (hm_report_spread_of(report, result, "usable-B/op").high > 0)
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
        count += hm_report_outcomes(report->results[i], outcome) > 0;
    return count;
}

static size_t claims_that(const hm_report *report, hm_verdict verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < report->result_count; i++)
        count += hm_report_verdict_of(report->results[i]) == verdict;
    return count;
}

size_t hm_report_closing_lines(const hm_report *report,
                               char lines[HM_REPORT_CLOSING_LINES][HM_REPORT_LINE])
{
    size_t hold = claims_that(report, HM_CLAIM_HOLDS), wrong = claims_that(report, HM_CLAIM_FALSE);
    size_t unchecked = claims_that(report, HM_CLAIM_UNCHECKED);
    size_t failed = results_with(report, HM_FAILED), skipped = results_with(report, HM_SKIPPED);
    size_t n = 0;
    if (!report->counting)
        snprintf(lines[n++], HM_REPORT_LINE, "no allocs/op and B/op: %s", report->counting_reason);
    if (hold + wrong + unchecked > 0)
        snprintf(lines[n++], HM_REPORT_LINE, "claims: %zu hold, %zu FALSE, %zu unchecked", hold,
                 wrong, unchecked);
    if (failed > 0)
        snprintf(lines[n++], HM_REPORT_LINE, "failed: %zu", failed);
    if (skipped > 0)
        snprintf(lines[n++], HM_REPORT_LINE, "skipped: %zu", skipped);
    if (report->interrupted)
        snprintf(lines[n++], HM_REPORT_LINE, "ended early; what was measured before is complete");
    return n;
}
