/* compare_markdown.c -- a comparison as Markdown tables: one row for each variant of each
 * benchmark. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/out.h"

enum { TEXT = 64 };

/* A '|' would end the cell. */
static void cell_text(FILE *to, const char *s)
{
    for (; *s != '\0'; s++)
        fprintf(to, *s == '|' ? "\\%c" : "%c", *s);
}

static void notes(FILE *to, const struct compare_table *table, const struct compare_cell *cell,
                  const struct compare_opts *o)
{
    int step = 0;
    const char *before = "";
    for (char *note; (note = compare_cell_note(table, cell, o, &step)) != NULL; free(note)) {
        fprintf(to, "%s%s", before, note);
        before = "; ";
    }
}

static void row_markdown(FILE *to, const struct compare_joined *joined,
                         const struct compare_table *table, const struct compare_row *row,
                         size_t column, const struct compare_opts *o)
{
    const struct compare_cell *cell = &row->cells[column];
    char center[TEXT] = "not a number", spread[TEXT] = "", delta[TEXT] = "", evidence[TEXT] = "";
    if (cell->n == 0 && cell->left_out == 0)
        return;
    if (cell->n > 0) {
        compare_cell_center(center, sizeof center, table, row, joined->n_columns,
                            cell->summary.center);
        compare_cell_spread(spread, sizeof spread, table, cell);
    }
    if (cell->compared) {
        compare_cell_delta(delta, sizeof delta, cell, &row->cells[table->base]);
        compare_cell_evidence(evidence, sizeof evidence, cell);
    }
    fputs("| ", to);
    cell_text(to, row->name);
    fputs(" | ", to);
    cell_text(to, table->keyless ? "" : joined->columns[column]);
    fprintf(to, " | %s | %s | %s | %s | ", center, spread, delta, evidence);
    notes(to, table, cell, o);
    fputs(" |\n", to);
}

static void mean_markdown(FILE *to, const struct compare_joined *joined,
                          const struct compare_table *table, size_t column)
{
    const struct compare_mean *mean = &table->means[column];
    char center[TEXT] = "undefined", ratio[TEXT] = "";
    if (!compare_table_has(table, column))
        return;
    if (!isnan(mean->center))
        compare_cell_center(center, sizeof center, table, NULL, 1, mean->center);
    if (column != table->base && table->base != SIZE_MAX)
        snprintf(ratio, sizeof ratio, isnan(mean->ratio) ? "undefined" : "%+.2f%%",
                 (mean->ratio - 1) * 100);
    fputs("| geomean | ", to);
    cell_text(to, table->keyless ? "" : joined->columns[column]);
    fprintf(to, " | %s | | %s | | %s |\n", center, ratio,
            mean->partial && table->base != SIZE_MAX ? "not the same benchmarks as the base" : "");
}

static void pairs(FILE *to, const struct gobench_pair *pair, size_t n)
{
    for (size_t i = 0; i < n; i++)
        fprintf(to, "- %s: %s\n", pair[i].key, pair[i].value != NULL ? pair[i].value : "");
}

void compare_markdown(FILE *to, const struct compare_joined *joined, const struct compare_opts *o)
{
    size_t group = SIZE_MAX;
    pairs(to, joined->shared, joined->n_shared);
    for (size_t i = 0; i < joined->n_differs; i++)
        for (size_t c = 0; c < joined->n_columns; c++)
            fprintf(to, "- %s of %s: %s\n", joined->differs[i].key, joined->columns[c],
                    joined->differs[i].values[c] != NULL ? joined->differs[i].values[c] : "none");
    for (size_t t = 0; t < joined->n_tables; t++) {
        const struct compare_table *table = &joined->tables[t];
        if (table->group != group) {
            fputs("\n", to);
            pairs(to, joined->groups[table->group].pairs, joined->groups[table->group].n);
        }
        group = table->group;
        fprintf(to, "\n### %s\n\n| benchmark | %s | %s | spread | change | evidence | notes |\n",
                table->unit, joined->by, table->exact ? "count" : "median");
        fputs("|---|---|---:|---:|---:|---|---|\n", to);
        for (size_t r = 0; r < table->n_rows; r++)
            for (size_t c = 0; c < joined->n_columns; c++)
                row_markdown(to, joined, table, &table->rows[r], c, o);
        for (size_t c = 0; table->n_rows > 1 && c < joined->n_columns; c++)
            mean_markdown(to, joined, table, c);
    }
}
