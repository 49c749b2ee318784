/* html.c -- a ladder as one page: what was found, the drawing, and all rungs as tables. */
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "formats/assets.h"
#include "formats/page.h"
#include "ladder/ladder.h"

static const char *const parts[] = {
    [LADDER_IN_MEMORY] = "In memory",
    [LADDER_REPLIES] = "Replies",
    [LADDER_WIRE] = "Elsewhere",
    [LADDER_OTHER] = "Other benchmarks",
};

static void element(FILE *to, const char *name, const char *kind, const char *text)
{
    fprintf(to, "<%s%s%s%s>", name, kind[0] != '\0' ? " class=\"" : "", kind,
            kind[0] != '\0' ? "\"" : "");
    formats_page_put(to, text);
    fprintf(to, "</%s>", name);
}

/* A column without a head stands in the cell of the one before it. */
static bool begins_cell(enum ladder_column c)
{
    return ladder_column_head(c)[0] != '\0';
}

/* Some columns are known of rungs in memory alone. */
static bool is_shown(enum ladder_column c, enum ladder_part part)
{
    bool of_memory = c == LADDER_COL_IN_GO || c == LADDER_COL_OPTIMISED || c == LADDER_COL_WHY;
    return begins_cell(c) && (part == LADDER_IN_MEMORY || !of_memory);
}

static void cell(FILE *to, enum ladder_column from, const struct ladder_rung *rung)
{
    char *text = ladder_cell(from, rung);
    for (enum ladder_column c = from + 1; c < LADDER_COL_WHY && !begins_cell(c); c++) {
        char *more = ladder_cell(c, rung);
        xappend(&text, "%s%s", more[0] != '\0' ? " " : "", more);
        free(more);
    }
    element(to, "td", ladder_column_is_text(from) ? "" : "number", text);
    free(text);
}

static void name(FILE *to, const struct ladder_rung *rung)
{
    fputs("<th scope=\"row\">", to);
    formats_page_put(to, rung->group);
    if (rung->impl[0] != '\0') {
        fputs(" ", to);
        formats_page_put(to, rung->impl);
    }
    fputs("</th>", to);
}

static void row(FILE *to, const struct ladder *ladder, const struct ladder_rung *rung)
{
    fputs("<tr>", to);
    name(to, rung);
    for (enum ladder_column c = LADDER_COL_NAME + 1; c < LADDER_COL_WHY; c++)
        if (is_shown(c, rung->part))
            cell(to, c, rung);
    if (is_shown(LADDER_COL_WHY, rung->part)) {
        char *why = ladder_rung_remark(ladder, rung);
        element(to, "td", "words", why);
        free(why);
    }
    fputs("</tr>\n", to);
}

static void table(FILE *to, const struct ladder *ladder, enum ladder_part part)
{
    bool any = false;
    for (size_t i = 0; i < ladder->n; i++)
        any = any || ladder->rungs[i].part == part;
    if (!any)
        return;
    element(to, "h2", "", parts[part]);
    fputs("\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"", to);
    formats_page_put(to, parts[part]);
    fputs("\"><table><thead><tr>", to);
    for (enum ladder_column c = LADDER_COL_NAME; c < LADDER_N_COLUMNS; c++)
        if (is_shown(c, part)) {
            fprintf(to, "<th scope=\"col\"%s>",
                    ladder_column_is_text(c) ? "" : " class=\"number\"");
            formats_page_put(to, ladder_column_head(c));
            fputs("</th>", to);
        }
    fputs("</tr></thead>\n<tbody>\n", to);
    for (size_t i = 0; i < ladder->n; i++)
        if (ladder->rungs[i].part == part)
            row(to, ladder, &ladder->rungs[i]);
    fputs("</tbody></table></div>\n", to);
}

static void note(FILE *to, char *text)
{
    element(to, "p", "note", text);
    fputc('\n', to);
    free(text);
}

static void notes(FILE *to, const struct ladder *ladder)
{
    const char *cpu = ladder_config(ladder_run_of(ladder, LADDER_WRITTEN), "cpu");
    char *go = ladder_go(ladder);
    note(to, xprintf("A dash is what was not measured; x base is the time as a multiple of %s's; ~ "
                     "is a difference that noise (p > 0.05) or the order of measurement may "
                     "explain; -O2 is allocs/B of the same code when the compiler may delete "
                     "calls of malloc.",
                     ladder->base));
    if (cpu != NULL)
        note(to, xprintf("Measured on %s.", cpu));
    if (ladder_run_of(ladder, LADDER_GO)->name != NULL)
        note(to, xprintf("Go: %s.", go));
    if (ladder_is_busy(ladder))
        note(to, xprintf("The machine was too busy to compare times."));
    for (size_t i = 0; i < ladder->n_runs; i++) {
        char *missing = ladder_run_missing(&ladder->runs[i]);
        if (missing != NULL && ladder->runs[i].name != NULL)
            note(to, xprintf("%s: %s.", ladder->runs[i].label, missing));
        free(missing);
    }
    free(go);
}

void ladder_html(FILE *to, const struct ladder *ladder)
{
    char *findings[LADDER_FINDINGS];
    const char *title = ladder_plan_field(&ladder->plan, LADDER_TITLE, 0);
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
          "name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta "
          "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
          "'unsafe-inline'; img-src data:\">\n<link rel=\"icon\" href=\"data:,\">\n",
          to);
    element(to, "title", "", title);
    fprintf(to, "\n<style>\n%s</style>\n</head>\n<body>\n<main>\n", formats_page_css);
    element(to, "h1", "", title);
    size_t n = ladder_findings(ladder, findings);
    for (size_t i = 0; i < n; i++) {
        element(to, "p", "", findings[i]);
        free(findings[i]);
    }
    ladder_svg(to, ladder);
    for (enum ladder_part part = LADDER_IN_MEMORY; part <= LADDER_OTHER; part++)
        table(to, ladder, part);
    notes(to, ladder);
    fputs("</main>\n</body>\n</html>\n", to);
}
