/* csv.c -- a comparison as one CSV table (RFC 4180, so lines end in CR LF), one line for each
 * variant, benchmark and unit, and for each geometric mean. Numbers are in base units and in
 * full; an empty field means: unknown or not defined. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/out.h"
#include "cli/xalloc.h"

/* A field and what stands behind it: a comma, or the end of the line. */
static void field(FILE *to, const char *s, const char *end)
{
    bool quoted = strpbrk(s, ",\"\r\n") != NULL;
    if (quoted)
        fputc('"', to);
    for (; *s != '\0'; s++)
        fprintf(to, *s == '"' ? "\"%c" : "%c", *s);
    if (quoted)
        fputc('"', to);
    fputs(end, to);
}

static void number(FILE *to, double x)
{
    if (isfinite(x))
        fprintf(to, "%.17g", x);
    fputc(',', to);
}

/* A centre may be infinite, as a limit of an interval is when it is not known. */
static void center(FILE *to, double x)
{
    if (isinf(x))
        fputs(x > 0 ? "+Inf" : "-Inf", to);
    number(to, x);
}

static void group(FILE *to, const struct compare_group *g)
{
    char *text = xprintf("%s", "");
    for (size_t i = 0; i < g->n; i++)
        xappend(&text, "%s%s=%s", i > 0 ? " " : "", g->pairs[i].key,
                g->pairs[i].value != NULL ? g->pairs[i].value : "");
    field(to, text, ",");
    free(text);
}

/* A mean has neither an interval nor a number of values; its change is that of the ratios. */
static void line(FILE *to, const struct compare_joined *joined, const struct compare_table *table,
                 size_t row, size_t column, const struct compare_opts *o)
{
    const struct compare_cell *cells = row < table->n_rows ? table->rows[row].cells : NULL;
    const struct compare_cell *cell = cells != NULL ? &cells[column] : NULL;
    const struct compare_mean *mean = &table->means[column];
    bool known = cell != NULL && cell->n > 0, compared = known && cell->compared;
    bool has_ratio = column != table->base && table->base != SIZE_MAX;
    struct compare_words words = compare_line_words(joined, table, row, column, o);
    char *notes = compare_words_notes(&words);
    group(to, &joined->groups[table->group]);
    field(to, table->unit, ",");
    field(to, compare_line_name(table, row), ",");
    field(to, compare_column_name(joined, table, column), ",");
    center(to, known ? cell->summary.center : cell == NULL ? mean->center : NAN);
    number(to, known ? cell->summary.lo : NAN);
    number(to, known ? cell->summary.hi : NAN);
    fprintf(to, cell != NULL ? "%zu," : ",", cell != NULL ? cell->n : 0);
    number(to, compared
                   ? compare_delta_percent(cells[table->base].summary.center, cell->summary.center)
               : cell == NULL && has_ratio ? (mean->ratio - 1) * 100
                                           : NAN);
    number(to, compared && !table->exact ? cell->p : NAN);
    fprintf(to, "%s,", !compared ? "" : cell->significant ? "yes" : "no");
    field(to, notes, "\r\n");
    free(notes);
    compare_words_done(&words);
}

void compare_csv(FILE *to, const struct compare_joined *joined, const struct compare_opts *o)
{
    fputs("config,unit,benchmark,", to);
    field(to, joined->by, ",");
    fputs("center,low,high,n,change_percent,p,significant,notes\r\n", to);
    for (size_t t = 0; t < joined->n_tables; t++)
        for (size_t r = 0; r <= joined->tables[t].n_rows; r++)
            for (size_t c = 0; c < joined->n_columns; c++)
                if (compare_has_line(&joined->tables[t], r, c))
                    line(to, joined, &joined->tables[t], r, c, o);
}
