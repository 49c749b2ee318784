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

static void row(FILE *to, const struct ladder *ladder, const struct ladder_rung *rung)
{
    char cell[2 * LADDER_CELL + 1] = "", more[LADDER_CELL];
    fputc('|', to);
    for (enum ladder_column c = LADDER_COL_NAME; c < LADDER_COL_WHY; c++) {
        if (!is_shown(c, rung->part, rung->own))
            continue;
        ladder_cell(more, c, rung);
        if (begins_cell(c)) {
            if (c != LADDER_COL_NAME)
                text_markdown_cell(to, cell);
            cell[0] = '\0';
        }
        size_t len = strlen(cell);
        snprintf(cell + len, sizeof cell - len, "%s%s", len > 0 && more[0] != '\0' ? " " : "",
                 more);
    }
    text_markdown_cell(to, cell);
    if (rung->part == LADDER_IN_MEMORY) {
        char *remark = ladder_rung_remark(ladder, rung);
        text_markdown_cell(to, remark);
        free(remark);
    }
    fputc('\n', to);
}

static void memory(FILE *to, const struct ladder *ladder, bool own, const char *heading)
{
    bool any = false;
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (rung->part != LADDER_IN_MEMORY || rung->own != own)
            continue;
        if (!any) {
            fprintf(to, "\n## %s\n", heading);
            head(to, LADDER_IN_MEMORY, own);
        }
        any = true;
        row(to, ladder, rung);
    }
}

static void groups(FILE *to, const struct ladder *ladder, enum ladder_part part,
                   const char *heading)
{
    bool any = false;
    for (size_t i = 0; i < ladder->n; i++) {
        const char *group = ladder->rungs[i].group;
        if (!ladder_starts_group(ladder, i, part))
            continue;
        if (!any)
            fprintf(to, "\n## %s\n", heading);
        any = true;
        fprintf(to, "\n### %s\n", group);
        head(to, part, false);
        for (size_t k = i; k < ladder->n; k++)
            if (strcmp(ladder->rungs[k].group, group) == 0)
                row(to, ladder, &ladder->rungs[k]);
    }
}

static void pairs(FILE *to, const struct ladder *ladder)
{
    char text[LADDER_CELL];
    bool any = false;
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        if (rung->part != LADDER_REPLIES)
            continue;
        if (!any)
            fprintf(to,
                    "\n## %s\n\n| group | variant | allocs/B | ns/op | Go | Go ns |\n"
                    "|---|---|---:|---:|---:|---:|\n",
                    ladder_plan_field(&ladder->plan, LADDER_PAIRS, 3));
        any = true;
        fputc('|', to);
        text_markdown_cell(to, rung->group);
        text_markdown_cell(to, rung->impl);
        const struct ladder_costs *const both[] = { &rung->c, &rung->go };
        for (int side = 0; side < 2; side++) {
            ladder_costs_pair(text, both[side]);
            text_markdown_cell(to, text);
            ladder_figure_ns(text, &both[side]->time);
            text_markdown_cell(to, text);
        }
        fputc('\n', to);
    }
}

static void sources(FILE *to, const struct ladder *ladder)
{
    char *go = ladder_go(ladder);
    fprintf(
        to,
        "\n- `-` is what was not measured; `x base` is the time as a multiple of %s's; `~` is a "
        "difference that noise (p > 0.05) or the order of measurement may explain\n",
        ladder->base);
    if (ladder_run_of(ladder, LADDER_GO)->name != NULL)
        fprintf(to, "- Go: %s\n", go);
    for (size_t i = 0; i < ladder->n_runs; i++) {
        const struct ladder_run *run = &ladder->runs[i];
        char *missing = ladder_run_missing(run);
        if (missing != NULL && run->name != NULL && (run->kind != LADDER_GO || run->read))
            fprintf(to, "- %s: %s\n", run->label, missing);
        free(missing);
    }
    if (ladder->no_why != NULL)
        fprintf(to, "- reasons: %s\n", ladder->no_why);
    free(go);
}

void ladder_markdown(FILE *to, const struct ladder *ladder)
{
    char *findings[LADDER_FINDINGS], *where = ladder_where(ladder);
    fprintf(to, "# %s\n\n", ladder_plan_field(&ladder->plan, LADDER_TITLE, 0));
    size_t n = ladder_findings(ladder, findings);
    for (size_t i = 0; i < n; i++) {
        fprintf(to, "%s\n", findings[i]);
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
