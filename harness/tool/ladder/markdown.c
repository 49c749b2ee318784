/* markdown.c -- a ladder as Markdown: one table for each group of rungs, with all columns. */
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "ladder/ladder.h"
#include "text/write.h"

/* Columns of a rung in memory only. */
static bool of_memory(enum ladder_column column)
{
    return column == LADDER_COL_GO_BYTES || column >= LADDER_COL_OPTIMISED;
}

static bool is_shown(enum ladder_column column, enum ladder_part part, bool own)
{
    if (column == LADDER_COL_IN_GO)
        return own;
    return part == LADDER_IN_MEMORY || !of_memory(column);
}

/* A column without a head stands in the cell of the one before it. */
static bool begins_cell(enum ladder_column column)
{
    return ladder_column_head(column)[0] != '\0';
}

static void head(FILE *to, enum ladder_part part, bool own)
{
    fputs("\n|", to);
    for (enum ladder_column c = LADDER_COL_NAME; c < LADDER_N_COLUMNS; c++)
        if (is_shown(c, part, own) && begins_cell(c))
            text_markdown_cell(to, ladder_column_head(c));
    fputs("\n|", to);
    for (enum ladder_column c = LADDER_COL_NAME; c < LADDER_N_COLUMNS; c++)
        if (is_shown(c, part, own) && begins_cell(c))
            fputs(ladder_column_is_text(c) ? "---|" : "---:|", to);
    fputc('\n', to);
}

/* Print a cell whose text is owned. */
static void put(FILE *to, char *text)
{
    text_markdown_cell(to, text);
    free(text);
}

static void row(FILE *to, const struct ladder *ladder, const struct ladder_rung *rung)
{
    char *cell = NULL;
    fputc('|', to);
    for (enum ladder_column c = LADDER_COL_NAME; c < LADDER_COL_WHY; c++) {
        if (!is_shown(c, rung->part, rung->own))
            continue;
        char *more = ladder_cell(c, rung);
        if (begins_cell(c) && cell != NULL) {
            put(to, cell);
            cell = NULL;
        }
        xappend(&cell, "%s%s", cell != NULL && more[0] != '\0' ? " " : "", more);
        free(more);
    }
    put(to, cell);
    if (rung->part == LADDER_IN_MEMORY)
        put(to, ladder_rung_remark(ladder, rung));
    fputc('\n', to);
}

/* "## TEXT" and the like, which stand apart from what is above. */
static void heading(FILE *to, const char *level, const char *text)
{
    fprintf(to, "\n%s ", level);
    text_markdown(to, text);
    fputc('\n', to);
}

static void memory(FILE *to, const struct ladder *ladder, bool own, const char *title)
{
    bool any = false;
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (rung->part != LADDER_IN_MEMORY || rung->own != own)
            continue;
        if (!any) {
            heading(to, "##", title);
            head(to, LADDER_IN_MEMORY, own);
        }
        any = true;
        row(to, ladder, rung);
    }
}

static void groups(FILE *to, const struct ladder *ladder, enum ladder_part part, const char *title)
{
    bool any = false;
    for (size_t i = 0; i < ladder->n; i++) {
        const char *group = ladder->rungs[i].group;
        if (!ladder_starts_group(ladder, i, part))
            continue;
        if (!any)
            heading(to, "##", title);
        any = true;
        heading(to, "###", group);
        head(to, part, false);
        for (size_t k = i; k < ladder->n; k++)
            if (strcmp(ladder->rungs[k].group, group) == 0)
                row(to, ladder, &ladder->rungs[k]);
    }
}

static void pairs(FILE *to, const struct ladder *ladder)
{
    bool any = false;
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (rung->part != LADDER_REPLIES)
            continue;
        if (!any) {
            heading(to, "##", ladder_plan_field(&ladder->plan, LADDER_PAIRS, 3));
            fputs("\n| group | variant | allocs/B | ns/op | Go | Go ns |\n"
                  "|---|---|---:|---:|---:|---:|\n",
                  to);
        }
        any = true;
        fputc('|', to);
        text_markdown_cell(to, rung->group);
        text_markdown_cell(to, rung->impl);
        put(to, ladder_costs_pair(&rung->c));
        put(to, ladder_figure_ns(&rung->c.time));
        put(to, ladder_costs_pair(&rung->go));
        put(to, ladder_figure_ns(&rung->go.time));
        fputc('\n', to);
    }
}

/* "- LABEL: TEXT" */
static void item(FILE *to, const char *label, const char *text)
{
    fputs("- ", to);
    text_markdown(to, label);
    fputs(": ", to);
    text_markdown(to, text);
    fputc('\n', to);
}

static void sources(FILE *to, const struct ladder *ladder)
{
    char *go = ladder_go(ladder);
    fputs("\n- `-` is what was not measured; `x base` is the time as a multiple of ", to);
    text_markdown(to, ladder->base);
    fputs("'s; `~` is a difference that noise (p > 0.05) or the order of measurement may explain\n",
          to);
    if (ladder_run_of(ladder, LADDER_GO)->name != NULL)
        item(to, "Go", go);
    for (size_t i = 0; i < ladder->n_runs; i++) {
        const struct ladder_run *run = &ladder->runs[i];
        char *missing = ladder_run_missing(run);
        if (missing != NULL && run->name != NULL && (run->kind != LADDER_GO || run->read))
            item(to, run->label, missing);
        free(missing);
    }
    if (ladder->no_why != NULL)
        item(to, "reasons", ladder->no_why);
    free(go);
}

void ladder_markdown(FILE *to, const struct ladder *ladder)
{
    char *findings[LADDER_FINDINGS], *where = ladder_where(ladder);
    fputs("# ", to);
    text_markdown(to, ladder_plan_field(&ladder->plan, LADDER_TITLE, 0));
    fputs("\n\n", to);
    size_t n = ladder_findings(ladder, findings);
    for (size_t i = 0; i < n; i++) {
        text_markdown(to, findings[i]);
        fputc('\n', to);
        free(findings[i]);
    }
    memory(to, ladder, true, "In memory, as written");
    memory(to, ladder, false, "Also measured");
    sources(to, ladder);
    pairs(to, ladder);
    groups(to, ladder, LADDER_WIRE, where);
    groups(to, ladder, LADDER_OTHER, "Other benchmarks");
    free(where);
}
