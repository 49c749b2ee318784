/* text.c -- a ladder for a terminal: the findings, its rungs, and what was measured beside them.
 *
 * The reasons stand in a last column where the terminal has room for it, else below the table. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "ladder/ladder.h"
#include "text/grid.h"
#include "text/write.h"

enum { INDENT = 4, WIDE = 120, GAP = 2, WHY_LEAST = 24, BAR = 12 };

#define COLUMN(name) (1u << LADDER_COL_##name)

/* What each kind of table shows. */
enum {
    COUNTS = COLUMN(NAME) | COLUMN(ALLOCS) | COLUMN(BYTES) | COLUMN(NS),
    TIMES = COLUMN(SPREAD) | COLUMN(RATIO) | COLUMN(NOISE),
    OWN = COUNTS | COLUMN(IN_GO) | COLUMN(GO) | COLUMN(GO_NS),
    ALSO = COUNTS | TIMES | COLUMN(OPTIMISED) | COLUMN(GO) | COLUMN(GO_NS),
    ELSEWHERE = COUNTS | TIMES,
    TIGHT = COLUMN(SPREAD) | COLUMN(NOISE),
};

static bool is_planned(const struct ladder *ladder, enum ladder_key kind)
{
    return ladder_run_of(ladder, kind)->name != NULL;
}

static bool says_go(const struct ladder *ladder)
{
    for (size_t i = 0; i < ladder->plan.n_rungs; i++)
        if (ladder->plan.rungs[i].field[1] != NULL)
            return true;
    return false;
}

/* Where times say nothing they are not compared; a run that is not planned has no column. */
static unsigned shown(const struct ladder *ladder, unsigned columns)
{
    if (ladder_is_busy(ladder))
        columns &= ~(unsigned)TIMES;
    if (!is_planned(ladder, LADDER_OPTIMISED))
        columns &= ~COLUMN(OPTIMISED);
    if (!is_planned(ladder, LADDER_GO))
        columns &= ~(COLUMN(GO) | COLUMN(GO_NS));
    return says_go(ladder) ? columns : columns & ~COLUMN(IN_GO);
}

static char align(enum ladder_column column)
{
    return ladder_column_is_text(column) ? 'l' : 'r';
}

static void put_head(struct text_grid *grid, unsigned columns)
{
    text_grid_row(grid);
    for (enum ladder_column c = LADDER_COL_NAME; c < LADDER_N_COLUMNS; c++)
        if (columns & 1u << c)
            text_grid_put(grid, c, align(c), "%s", ladder_column_head(c));
}

/* Put a text that is owned. */
static void put(struct text_grid *grid, size_t column, char align, char *text)
{
    text_grid_put(grid, column, align, "%s", text);
    free(text);
}

/* A square for each block; if a rung in memory has more than there is room for, in proportion. */
static char *bar(const struct ladder *ladder, const struct ladder_rung *rung)
{
    double most = BAR;
    for (size_t i = 0; i < ladder->n; i++)
        if (ladder->rungs[i].part == LADDER_IN_MEMORY && ladder->rungs[i].c.allocs.n > 0)
            most = fmax(most, ladder->rungs[i].c.allocs.summary.center);
    int n = rung->c.allocs.n > 0 ? (int)ceil(rung->c.allocs.summary.center * BAR / most) : 0;
    char *text = xprintf("%s", "");
    for (int i = 0; i < n; i++)
        xappend(&text, "■");
    return text;
}

static void put_rung(struct text_grid *grid, const struct ladder *ladder,
                     const struct ladder_rung *rung, unsigned columns)
{
    text_grid_row(grid);
    for (enum ladder_column c = LADDER_COL_NAME; c < LADDER_COL_WHY; c++)
        if (columns & 1u << c)
            put(grid, c, align(c), c == LADDER_COL_BAR ? bar(ladder, rung) : ladder_cell(c, rung));
}

/* Rungs of one table: those of a group, or those in memory that are the plan's own or not. */
struct choice {
    const char *group; /* NULL: in memory */
    bool own;
};

static bool chosen(const struct choice *choice, const struct ladder_rung *rung)
{
    return choice->group != NULL ? strcmp(rung->group, choice->group) == 0
                                 : rung->part == LADDER_IN_MEMORY && rung->own == choice->own;
}

/* Put the reason of a rung into the last column, `room` columns wide: its further lines are rows
 * that hold nothing else. */
static void put_why(struct text_grid *grid, const char *why, size_t room)
{
    struct cli_text text;
    FILE *lines = xtext_open(&text);
    text_wrap(lines, why, 0, 0, room);
    fputc('\0', lines);
    fclose(lines);
    for (char *line = text.bytes, *end; *line != '\0'; line = end + 1) {
        end = line + strcspn(line, "\n");
        *end = '\0';
        if (line != text.bytes)
            text_grid_row(grid);
        text_grid_put(grid, LADDER_COL_WHY, 'l', "%s", line);
    }
    free(text.bytes);
}

/* How wide the rungs' columns are without the reasons. */
static size_t used(const struct ladder *ladder, const struct choice *choice, unsigned columns)
{
    struct text_grid grid = { .tight = TIGHT };
    if (columns != COLUMN(NAME))
        put_head(&grid, columns);
    for (size_t i = 0; i < ladder->n; i++)
        if (chosen(choice, &ladder->rungs[i]))
            put_rung(&grid, ladder, &ladder->rungs[i], columns);
    size_t width = text_grid_width(&grid);
    text_grid_done(&grid);
    return width;
}

/* A table of rungs; a list without a head if they have no column but the name. With LADDER_COL_WHY
 * it fills `width` columns. */
static void table(FILE *to, const struct ladder *ladder, const struct choice *choice,
                  unsigned columns, size_t width)
{
    unsigned figures = columns & ~COLUMN(WHY);
    struct text_grid grid = { .tight = TIGHT };
    size_t taken = used(ladder, choice, figures) + GAP;
    size_t room = width > taken + WHY_LEAST ? width - taken : WHY_LEAST;
    if (figures != COLUMN(NAME))
        put_head(&grid, columns);
    for (size_t i = 0; i < ladder->n; i++) {
        if (!chosen(choice, &ladder->rungs[i]))
            continue;
        put_rung(&grid, ladder, &ladder->rungs[i], figures);
        if (figures == columns)
            continue;
        char *why = ladder_rung_remark(ladder, &ladder->rungs[i]);
        put_why(&grid, why, room);
        free(why);
    }
    text_grid_print(&grid, to);
    text_grid_done(&grid);
}

static void memory_table(FILE *to, const struct ladder *ladder, bool own)
{
    const struct choice choice = { .own = own };
    bool any = false;
    for (size_t i = 0; i < ladder->n; i++)
        any = any || chosen(&choice, &ladder->rungs[i]);
    if (!any)
        return;
    fputs(own ? "\n" : "\nAlso measured\n", to);
    unsigned columns = shown(ladder, own ? OWN : ALSO);
    bool wide = ladder->columns >= WIDE;
    table(to, ladder, &choice, wide ? columns | COLUMN(BAR) | COLUMN(WHY) : columns,
          ladder->columns);
    if (wide || ladder->no_why != NULL)
        return;
    fputc('\n', to);
    table(to, ladder, &choice, COLUMN(NAME) | COLUMN(WHY), TEXT_COLUMNS);
}

/* "LABEL: TEXT", wrapped. */
static void note(FILE *to, const char *label, const char *text)
{
    fprintf(to, "%s: ", label);
    text_wrap(to, text, text_width(label) + 2, INDENT, TEXT_COLUMNS);
}

static void note_missing(FILE *to, const struct ladder_run *run)
{
    char *missing = ladder_run_missing(run);
    if (missing != NULL && run->name != NULL)
        note(to, run->label, missing);
    free(missing);
}

/* What the columns are, and what is not there. */
static void legend(FILE *to, const struct ladder *ladder)
{
    char *go = ladder_go(ladder);
    fputc('\n', to);
    if (says_go(ladder))
        note(to, "in Go", "the call of the rung in Go, whose twin does the same");
    note(to, "allocs/op, B/op", "blocks and bytes that one operation asks of malloc, as written");
    if (ladder_is_busy(ladder)) {
        note(to, "ns/op", "the median time");
    } else {
        char *base = xprintf("the time as a multiple of %s's; ~: noise (p > 0.05) or the order of "
                             "measurement may explain the difference",
                             ladder->base);
        note(to, "ns/op", "the median time, ± how far the true one may be off (95 %)");
        note(to, "x base", base);
        free(base);
    }
    if (ladder_run_of(ladder, LADDER_OPTIMISED)->read)
        note(to, "-O2", "allocs/B of the same code when the compiler may delete calls of malloc");
    note_missing(to, ladder_run_of(ladder, LADDER_OPTIMISED));
    if (ladder_run_of(ladder, LADDER_GO)->read) {
        char *text = xprintf("allocs/B and time of Go's twin: %s; -: there is no twin", go);
        note(to, "Go, Go ns", text);
        free(text);
    }
    note_missing(to, ladder_run_of(ladder, LADDER_GO));
    note_missing(to, ladder_run_of(ladder, LADDER_WRITTEN));
    if (ladder->no_why != NULL)
        note(to, "reasons", ladder->no_why);
    free(go);
}

static bool has_part(const struct ladder *ladder, enum ladder_part part)
{
    for (size_t i = 0; i < ladder->n; i++)
        if (ladder->rungs[i].part == part)
            return true;
    return false;
}

static void put_costs(struct text_grid *grid, size_t at, const struct ladder_costs *costs)
{
    put(grid, at, 'r', ladder_costs_pair(costs));
    put(grid, at + 1, 'r', ladder_figure_ns(&costs->time));
}

/* "type=ok" of "Group/type=ok" is "ok" in a table of pairs. */
static const char *pair_name(const char *group)
{
    const char *equals = strrchr(group, '=');
    return equals != NULL ? equals + 1 : group;
}

/* A row for each group: its two variants, then Go's twin of the first. */
static void pairs(FILE *to, const struct ladder *ladder)
{
    static const struct ladder_costs nothing;
    const struct ladder_line *line = &ladder->plan.one[LADDER_PAIRS];
    struct text_grid grid = { 0 };
    if (!has_part(ladder, LADDER_REPLIES))
        return;
    fprintf(to, "\n%s: allocs/B and ns/op\n", line->field[3]);
    const char *const heads[] = { line->field[0], line->field[1], "ns/op", line->field[2],
                                  "ns/op",        "Go",           "Go ns" };
    text_grid_row(&grid);
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        text_grid_put(&grid, i, i == 0 ? 'l' : 'r', "%s", heads[i]);
    for (size_t i = 0; i < ladder->n; i++) {
        if (!ladder_starts_group(ladder, i, LADDER_REPLIES))
            continue;
        const char *group = ladder->rungs[i].group;
        const struct ladder_rung *left = ladder_find(ladder, group, line->field[1]);
        const struct ladder_rung *right = ladder_find(ladder, group, line->field[2]);
        text_grid_row(&grid);
        text_grid_put(&grid, 0, 'l', "%s", pair_name(group));
        put_costs(&grid, 1, left != NULL ? &left->c : &nothing);
        put_costs(&grid, 3, right != NULL ? &right->c : &nothing);
        put_costs(&grid, 5, left != NULL ? &left->go : &nothing);
    }
    text_grid_print(&grid, to);
    text_grid_done(&grid);
}

static void elsewhere(FILE *to, const struct ladder *ladder)
{
    const char *proof = ladder_plan_field(&ladder->plan, LADDER_WHERE, 2);
    if (ladder->plan.n_elsewhere == 0)
        return;
    char *where = ladder_where(ladder);
    bool any = has_part(ladder, LADDER_WIRE) && proof != NULL;
    fprintf(to, "\n%s%s%s\n", where, any ? ": " : "", any ? proof : "");
    for (size_t i = 0; i < ladder->n; i++) {
        const char *group = ladder->rungs[i].group, *slash = strchr(group, '/');
        if (!ladder_starts_group(ladder, i, LADDER_WIRE))
            continue;
        fprintf(to, "%s\n", slash != NULL ? slash + 1 : group);
        table(to, ladder, &(struct choice){ .group = group }, shown(ladder, ELSEWHERE), 0);
    }
    for (size_t i = 0; i < ladder->n_runs; i++)
        if (ladder->runs[i].kind == LADDER_ELSEWHERE)
            note_missing(to, &ladder->runs[i]);
    free(where);
}

static void others(FILE *to, const struct ladder *ladder)
{
    if (has_part(ladder, LADDER_OTHER))
        fputs("\nOther benchmarks\n", to);
    for (size_t i = 0; i < ladder->n; i++)
        if (ladder_starts_group(ladder, i, LADDER_OTHER))
            table(to, ladder, &(struct choice){ .group = ladder->rungs[i].group },
                  shown(ladder, ELSEWHERE), 0);
}

void ladder_text(FILE *to, const struct ladder *ladder)
{
    char *findings[LADDER_FINDINGS];
    const char *cpu = ladder_config(ladder_run_of(ladder, LADDER_WRITTEN), "cpu");
    fprintf(to, "%s in memory, as written%s%s\n\n",
            ladder_plan_field(&ladder->plan, LADDER_TITLE, 0), cpu != NULL ? ", on " : "",
            cpu != NULL ? cpu : "");
    size_t n = ladder_findings(ladder, findings);
    size_t columns = ladder->columns < TEXT_COLUMNS ? ladder->columns : TEXT_COLUMNS;
    for (size_t i = 0; i < n; i++) {
        text_wrap(to, findings[i], 0, 0, columns);
        free(findings[i]);
    }
    memory_table(to, ladder, true);
    memory_table(to, ladder, false);
    legend(to, ladder);
    pairs(to, ladder);
    elsewhere(to, ladder);
    others(to, ladder);
}
