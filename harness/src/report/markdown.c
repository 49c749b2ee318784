/* markdown.c -- the report as a Markdown table (GitHub's form). */
#include <string.h>

#include "report/columns.h"
#include "report/out.h"
#include "report/spread.h"
#include "report/writers.h"

/* Text inside a cell: `|` would end it, and Markdown would read the others as markup. */
static void put_escaped(struct hm__pen *pen, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr("|\\`*_<>[]&#", *text) != NULL)
            hm__put_bytes(pen, "\\", 1);
        hm__put_bytes(pen, *text == '\n' ? " " : text, 1);
    }
}

static bool any_why(const hm_report *report)
{
    for (size_t i = 0; i < report->result_count; i++)
        if (report->results[i]->why != NULL)
            return true;
    return false;
}

static void put_heading(struct hm__pen *pen, const hm_report *report)
{
    hm__put(pen, "| benchmark |");
    for (int c = 0; c < HM__COLUMNS; c++)
        if (hm__has_column(report, c))
            hm__put(pen, " %s |", hm__column_kinds[c].title);
    hm__put(pen, "%s\n|---|", any_why(report) ? " why |" : "");
    for (int c = 0; c < HM__COLUMNS; c++)
        if (hm__has_column(report, c))
            hm__put(pen, "%s", c == HM__CLAIM ? "---|" : "---:|");
    hm__put(pen, "%s\n", any_why(report) ? "---|" : "");
}

/* The claim's cell also says what was claimed when it is false. */
static void put_cell(struct hm__pen *pen, const hm_report *report, const hm_result *result,
                     enum hm__column column)
{
    char cell[HM__CELL];
    hm__cell(report, result, column, cell);
    hm__put(pen, " ");
    put_escaped(pen, cell);
    if (column == HM__CLAIM && hm__verdict_of(result) == HM_CLAIM_FALSE)
        hm__put(pen, ": %llu allocs/op, %llu B/op", (unsigned long long)result->claim.allocs,
                (unsigned long long)result->claim.bytes);
    hm__put(pen, "%s|", cell[0] == '\0' ? "" : " ");
}

static void put_row(struct hm__pen *pen, const hm_report *report, const hm_result *result)
{
    char name[1024], more[1024];
    hm__row_name(report, result, name, sizeof name);
    hm__more_units(report, result, more, sizeof more);
    hm__put(pen, "| ");
    put_escaped(pen, name);
    if (hm__outcomes(result, HM_FAILED) > 0)
        hm__put(pen, " **failed**");
    if (hm__outcomes(result, HM_SKIPPED) > 0)
        hm__put(pen, " skipped");
    if (more[0] != '\0') {
        hm__put(pen, "<br>");
        put_escaped(pen, more);
    }
    hm__put(pen, " |");
    for (int c = 0; c < HM__COLUMNS; c++)
        if (hm__has_column(report, c))
            put_cell(pen, report, result, c);
    if (any_why(report)) {
        hm__put(pen, " ");
        put_escaped(pen, result->why == NULL ? "" : result->why);
        hm__put(pen, "%s|", result->why == NULL ? "" : " ");
    }
    hm__put(pen, "\n");
}

int hm__markdown_end(hm_out *out, const hm_report *report)
{
    struct hm__pen pen = { .out = out };
    char line[512];
    put_heading(&pen, report);
    for (size_t i = 0; i < report->result_count; i++)
        put_row(&pen, report, report->results[i]);
    hm__put(&pen, "\n%s/%s", report->goos, report->goarch);
    if (report->cpu != NULL && report->cpu[0] != '\0') {
        hm__put(&pen, ", ");
        put_escaped(&pen, report->cpu);
    }
    hm__put(&pen, "\n");
    for (size_t i = 0; hm__closing_line(report, i, line, sizeof line); i++) {
        hm__put(&pen, "\n");
        put_escaped(&pen, line);
        hm__put(&pen, "\n");
    }
    return pen.error;
}
