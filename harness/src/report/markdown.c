/* markdown.c -- the report as a Markdown table (GitHub's form). */
#include "report/columns.h"
#include "report/out.h"
#include "report/spread.h"
#include "report/writers.h"

static bool any_why(const hm_report *report)
{
    for (size_t i = 0; i < report->result_count; i++)
        if (report->results[i]->why != NULL)
            return true;
    return false;
}

static void put_heading(struct hm_report_pen *pen, const hm_report *report)
{
    hm_report_put(pen, "| benchmark |");
    for (int c = 0; c < HM_REPORT_COLUMNS; c++)
        if (hm_report_has_column(report, c))
            hm_report_put(pen, " %s |", hm_report_column_kinds[c].title);
    hm_report_put(pen, "%s\n|---|", any_why(report) ? " why |" : "");
    for (int c = 0; c < HM_REPORT_COLUMNS; c++)
        if (hm_report_has_column(report, c))
            hm_report_put(pen, "%s", c == HM_REPORT_CLAIM ? "---|" : "---:|");
    hm_report_put(pen, "%s\n", any_why(report) ? "---|" : "");
}

/* The claim's cell also says what was claimed when it is false. */
static void put_cell(struct hm_report_pen *pen, const hm_report *report, const hm_result *result,
                     enum hm_report_column column)
{
    char cell[HM_REPORT_CELL];
    hm_report_cell(report, result, column, cell);
    hm_report_put(pen, " ");
    hm_report_put_markdown(pen, cell);
    if (column == HM_REPORT_CLAIM && hm_report_verdict_of(result) == HM_CLAIM_FALSE)
        hm_report_put(pen, ": %llu allocs/op, %llu B/op", (unsigned long long)result->claim.allocs,
                      (unsigned long long)result->claim.bytes);
    hm_report_put(pen, "%s|", cell[0] == '\0' ? "" : " ");
}

static void put_row(struct hm_report_pen *pen, const hm_report *report, const hm_result *result)
{
    char name[1024], more[1024];
    hm_report_row_name(report, result, name, sizeof name);
    hm_report_more_units(report, result, more, sizeof more);
    hm_report_put(pen, "| ");
    hm_report_put_markdown(pen, name);
    if (hm_report_outcomes(result, HM_FAILED) > 0)
        hm_report_put(pen, " **failed**");
    if (hm_report_outcomes(result, HM_SKIPPED) > 0)
        hm_report_put(pen, " skipped");
    if (more[0] != '\0') {
        hm_report_put(pen, "<br>");
        hm_report_put_markdown(pen, more);
    }
    hm_report_put(pen, " |");
    for (int c = 0; c < HM_REPORT_COLUMNS; c++)
        if (hm_report_has_column(report, c))
            put_cell(pen, report, result, c);
    if (any_why(report)) {
        hm_report_put(pen, " ");
        hm_report_put_markdown(pen, result->why == NULL ? "" : result->why);
        hm_report_put(pen, "%s|", result->why == NULL ? "" : " ");
    }
    hm_report_put(pen, "\n");
}

int hm_report_markdown_end(hm_out *out, const hm_report *report)
{
    struct hm_report_pen pen = { .out = out };
    char lines[HM_REPORT_CLOSING_LINES][HM_REPORT_LINE];
    put_heading(&pen, report);
    for (size_t i = 0; i < report->result_count; i++)
        put_row(&pen, report, report->results[i]);
    hm_report_put(&pen, "\n%s/%s", report->goos, report->goarch);
    if (report->cpu != NULL && report->cpu[0] != '\0') {
        hm_report_put(&pen, ", ");
        hm_report_put_markdown(&pen, report->cpu);
    }
    hm_report_put(&pen, "\n");
    size_t n = hm_report_closing_lines(report, lines);
    for (size_t i = 0; i < n; i++) {
        hm_report_put(&pen, "\n");
        hm_report_put_markdown(&pen, lines[i]);
        hm_report_put(&pen, "\n");
    }
    return pen.error;
}
