/* table.c -- the report as a table for a terminal of 80 columns. Colour only repeats what words
 * say.
 *
 * Its columns have fixed widths, so that it needs no memory for its cells and cannot lose a
 * measured number. The tool's tables (tool/text/grid.h) keep every cell until they know the
 * widths, and end the program when memory does; a benchmark program may not. */
#include <string.h>

#include "base/text.h"
#include "report/columns.h"
#include "report/out.h"
#include "report/spread.h"
#include "report/writers.h"

enum { WIDTH = 80, INDENT = 4, MORE = 1024 };

#define RED   "\033[31m"
#define GREEN "\033[32m"
#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

static void put_coloured(struct hm_report_pen *pen, const char *colour, const char *text,
                         size_t width)
{
    bool coloured = pen->out->colour && colour != NULL && text[0] != '\0';
    size_t used = hm_base_columns(text, strlen(text));
    hm_report_put(pen, "%*s", (int)(used < width ? width - used : 0), "");
    hm_report_put(pen, "%s%s%s", coloured ? colour : "", text, coloured ? PLAIN : "");
}

static size_t name_width(const hm_report *report)
{
    size_t used = 0;
    for (int c = 0; c < HM_REPORT_COLUMNS; c++)
        if (hm_report_has_column(report, c))
            used += hm_report_column_kinds[c].width;
    return WIDTH - used;
}

static void put_heading(struct hm_report_pen *pen, const hm_report *report)
{
    hm_report_put(pen, "%s%s%s/%s%s%s\n\n", report->pkg == NULL ? "" : report->pkg,
                  report->pkg == NULL || report->pkg[0] == '\0' ? "" : " on ", report->goos,
                  report->goarch, report->cpu == NULL || report->cpu[0] == '\0' ? "" : ", ",
                  report->cpu == NULL ? "" : report->cpu);
    hm_report_put_left(pen, "benchmark", name_width(report));
    for (int c = 0; c < HM_REPORT_COLUMNS; c++)
        if (hm_report_has_column(report, c))
            put_coloured(pen, BOLD, hm_report_column_kinds[c].title,
                         hm_report_column_kinds[c].width);
    hm_report_put(pen, "\n");
}

static const char *colour_of(enum hm_report_column column, const char *cell)
{
    if (column != HM_REPORT_CLAIM)
        return NULL;
    return strcmp(cell, "holds") == 0 ? GREEN : strcmp(cell, "FALSE") == 0 ? RED : NULL;
}

static void put_cells(struct hm_report_pen *pen, const hm_report *report, const hm_result *result)
{
    char cell[HM_REPORT_CELL];
    for (int c = 0; c < HM_REPORT_COLUMNS; c++) {
        if (!hm_report_has_column(report, c))
            continue;
        hm_report_cell(report, result, c, cell);
        put_coloured(pen, colour_of(c, cell), cell[0] == '\0' ? "-" : cell,
                     hm_report_column_kinds[c].width);
    }
    hm_report_put(pen, "\n");
}

static void put_outcome(struct hm_report_pen *pen, const hm_result *result, hm_outcome outcome,
                        const char *word)
{
    size_t count = hm_report_outcomes(result, outcome);
    if (count == 0)
        return;
    hm_report_put(pen, "%*s", INDENT, "");
    put_coloured(pen, RED, word, 0);
    if (result->sample_count > 1)
        hm_report_put(pen, " (%zu of %zu)", count, result->sample_count);
    hm_report_put(pen, "\n");
    for (size_t i = 0; i < result->sample_count; i++)
        if (result->samples[i].outcome == outcome)
            hm_report_put(pen, "%s", result->samples[i].output);
}

static void put_row(struct hm_report_pen *pen, const hm_report *report, const hm_result *result)
{
    char name[1024], more[MORE];
    hm_report_row_name(report, result, name, sizeof name);
    size_t width = name_width(report);
    bool fits = hm_base_columns(name, strlen(name)) < width;
    bool measured = hm_report_outcomes(result, HM_MEASURED) > 0;
    hm_report_put_left(pen, name, fits && measured ? width : 0);
    if (measured && !fits)
        hm_report_put(pen, "\n%*s", (int)width, "");
    if (measured)
        put_cells(pen, report, result);
    else
        hm_report_put(pen, "\n");
    hm_report_more_units(report, result, more, sizeof more);
    hm_report_put_wrapped(pen, more, INDENT, WIDTH);
    if (hm_report_verdict_of(result) == HM_CLAIM_FALSE)
        hm_report_put(pen, "%*sclaimed %llu allocs/op, %llu B/op\n", INDENT, "",
                      (unsigned long long)result->claim.allocs,
                      (unsigned long long)result->claim.bytes);
    if (result->why != NULL)
        hm_report_put_wrapped(pen, result->why, INDENT, WIDTH);
    put_outcome(pen, result, HM_FAILED, "FAILED");
    put_outcome(pen, result, HM_SKIPPED, "skipped");
}

int hm_report_table_end(hm_out *out, const hm_report *report)
{
    struct hm_report_pen pen = { .out = out };
    char lines[HM_REPORT_CLOSING_LINES][HM_REPORT_LINE];
    put_heading(&pen, report);
    for (size_t i = 0; i < report->result_count; i++)
        put_row(&pen, report, report->results[i]);
    size_t n = hm_report_closing_lines(report, lines);
    hm_report_put(&pen, "%s", n > 0 ? "\n" : "");
    for (size_t i = 0; i < n; i++)
        hm_report_put_wrapped(&pen, lines[i], 0, WIDTH);
    return pen.error;
}
