/* csv.c -- a comparison as one CSV table (RFC 4180, but lines end in a newline alone), one line for
 * each variant, benchmark and unit, and for each geometric mean. Numbers are in base units and in
 * full; an empty field means: unknown or not defined. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/out.h"
#include "cli/xalloc.h"

/* A field and what stands behind it: a comma, or the end of the line. */
static void field(FILE *to, const char *s, char end)
{
    bool quoted = strpbrk(s, ",\"\r\n") != NULL;
    if (quoted)
        fputc('"', to);
    for (; *s != '\0'; s++)
        fprintf(to, *s == '"' ? "\"%c" : "%c", *s);
    if (quoted)
        fputc('"', to);
    fputc(end, to);
}

static void number(FILE *to, double x)
{
    if (isfinite(x))
        fprintf(to, "%.17g", x);
    fputc(',', to);
}

static void group(FILE *to, const struct compare_group *g)
{
    char *text = xprintf("%s", "");
    for (size_t i = 0; i < g->n; i++)
        xappend(&text, "%s%s=%s", i > 0 ? " " : "", g->pairs[i].key,
                g->pairs[i].value != NULL ? g->pairs[i].value : "");
    field(to, text, ',');
    free(text);
}

/* What a line begins with: the names of what it tells. */
static void names(FILE *to, const struct compare_joined *joined, const struct compare_table *table,
                  const char *row, size_t column)
{
    group(to, &joined->groups[table->group]);
    field(to, table->unit, ',');
    field(to, row, ',');
    field(to, compare_column_name(joined, table, column), ',');
}

static void line(FILE *to, const struct compare_joined *joined, const struct compare_table *table,
                 const struct compare_row *row, size_t column, const struct compare_opts *o)
{
    const struct compare_cell *cell = &row->cells[column];
    bool known = cell->n > 0;
    if (compare_cell_is_empty(cell))
        return;
    names(to, joined, table, row->name, column);
    number(to, known ? cell->summary.center : NAN);
    number(to, known ? cell->summary.lo : NAN);
    number(to, known ? cell->summary.hi : NAN);
    fprintf(to, "%zu,", cell->n);
    number(to, cell->compared ? compare_delta_percent(row->cells[table->base].summary.center,
                                                      cell->summary.center)
                              : NAN);
    number(to, cell->compared && !table->exact ? cell->p : NAN);
    fprintf(to, "%s,", !cell->compared ? "" : cell->significant ? "yes" : "no");
    char *notes = compare_cell_notes_joined(table, cell, o);
    field(to, notes, '\n');
    free(notes);
}

/* The mean has neither an interval nor a number of values; its change is that of the ratios. */
static void mean(FILE *to, const struct compare_joined *joined, const struct compare_table *table,
                 size_t column)
{
    if (table->n_rows < 2 || !compare_table_has(table, column))
        return;
    bool compared = column != table->base && table->base != SIZE_MAX;
    char *notes = compare_mean_notes_joined(table, column);
    names(to, joined, table, "geomean", column);
    number(to, table->means[column].center);
    fputs(",,,", to);
    number(to, compared ? (table->means[column].ratio - 1) * 100 : NAN);
    fputs(",,", to);
    field(to, notes, '\n');
    free(notes);
}

void compare_csv(FILE *to, const struct compare_joined *joined, const struct compare_opts *o)
{
    fputs("config,unit,benchmark,", to);
    field(to, joined->by, ',');
    fputs("center,low,high,n,change_percent,p,significant,notes\n", to);
    for (size_t t = 0; t < joined->n_tables; t++) {
        const struct compare_table *table = &joined->tables[t];
        for (size_t r = 0; r < table->n_rows; r++)
            for (size_t c = 0; c < joined->n_columns; c++)
                line(to, joined, table, &table->rows[r], c, o);
        for (size_t c = 0; c < joined->n_columns; c++)
            mean(to, joined, table, c);
    }
}
