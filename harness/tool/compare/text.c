/* text.c -- a comparison for the terminal: two variants side by side, more of them below
 * each other. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "gobench/unit.h"
#include "compare/out.h"
#include "text/grid.h"
#include "text/write.h"
#include "cli/xalloc.h"

/* A number in small digits; owned. */
static char *superscript(size_t number)
{
    static const char *const digits[] = {
        "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹",
    };
    char decimal[24], *out = NULL;
    snprintf(decimal, sizeof decimal, "%zu", number);
    for (const char *d = decimal; *d != '\0'; d++)
        xappend(&out, "%s", digits[*d - '0']);
    return out;
}

struct view {
    const struct compare_joined *joined;
    const struct compare_table *table;
    const struct compare_opts *o;
    struct text_strpool notes; /* numbered where they are first needed, printed below the table */
    struct text_grid grid;
    size_t columns[2]; /* the one or two of the wide form */
    size_t n_columns;  /* that have a value in this table */
};

/* A line's value in the columns from `at` on: centre, spread, change, evidence. */
static void put(struct view *v, size_t row, size_t column, size_t at)
{
    if (!compare_has_line(v->table, row, column))
        return;
    char *marks = xprintf("%s", "");
    struct compare_words words = compare_line_words(v->joined, v->table, row, column, v->o);
    for (size_t i = 0; i < words.n_notes; i++) {
        const char *note = words.notes[i];
        char *number = superscript(text_strpool_id(&v->notes, note, strlen(note), NULL) + 1);
        xappend(&marks, "%s%s", i > 0 ? " " : "", number);
        free(number);
    }
    text_grid_put(&v->grid, at, 'r', "%s", words.center);
    text_grid_put(&v->grid, at + 1, 'r', "%s", words.spread);
    if (words.change[0] != '\0')
        text_grid_put(&v->grid, at + 2, 'r', "%s", words.change);
    size_t last = at + 2 + (words.change[0] != '\0');
    if (words.evidence[0] != '\0')
        text_grid_put(&v->grid, last, 'l', "(%s)%s%s", words.evidence, marks[0] != '\0' ? " " : "",
                      marks);
    else
        text_grid_put(&v->grid, last, 'l', "%s", marks);
    compare_words_done(&words);
    free(marks);
}

static const char *column_label(const struct view *v, size_t column)
{
    return compare_column_name(v->joined, v->table, column);
}

/* Grid columns: name, then value, spread, notes of the base, then value, spread, change, evidence.
 */
static void wide(struct view *v)
{
    v->grid.tight = 1u << 2 | 1u << 3 | 1u << 5 | 1u << 7;
    const size_t at[2] = { 1, 4 };
    text_grid_row(&v->grid);
    text_grid_put(&v->grid, 0, 'l', "%s", v->table->unit);
    for (size_t i = 0; i < v->n_columns; i++)
        text_grid_put(&v->grid, at[i], 'r', "%s", column_label(v, v->columns[i]));
    if (v->n_columns == 2 && v->table->base != SIZE_MAX)
        text_grid_put(&v->grid, 6, 'r', "change");
    for (size_t r = 0; r < v->table->n_rows + (v->table->n_rows > 1); r++) {
        text_grid_row(&v->grid);
        text_grid_put(&v->grid, 0, 'l', "%s", compare_line_name(v->table, r));
        for (size_t i = 0; i < v->n_columns; i++)
            put(v, r, v->columns[i], at[i]);
    }
}

/* A name, or what heads the names. `apart`: it has a row of its own, and the next one begins with
 * blanks. */
static void put_name(struct view *v, bool apart, const char *name)
{
    if (name != NULL)
        text_grid_put(&v->grid, 0, apart ? '-' : 'l', "%s", name);
    if (name != NULL && apart)
        text_grid_row(&v->grid);
    if (apart)
        text_grid_put(&v->grid, 0, 'l', " ");
}

/* Grid columns: name, variant, value, spread, change, evidence. */
static void tall(struct view *v, bool apart)
{
    v->grid.tight = 1u << 3 | 1u << 5;
    text_grid_row(&v->grid);
    put_name(v, apart, v->table->unit);
    text_grid_put(&v->grid, 1, 'l', "%s", v->joined->by);
    if (v->table->base != SIZE_MAX && v->n_columns > 1)
        text_grid_put(&v->grid, 4, '-', "vs %s", column_label(v, v->table->base));
    for (size_t r = 0; r <= v->table->n_rows; r++) {
        const char *name = compare_line_name(v->table, r);
        for (size_t c = 0; c < v->joined->n_columns; c++) {
            if (!compare_has_line(v->table, r, c))
                continue;
            text_grid_row(&v->grid);
            put_name(v, apart, name);
            name = NULL;
            text_grid_put(&v->grid, 1, 'l', "%s", column_label(v, c));
            put(v, r, c, 2);
        }
    }
}

/* The first form that is not wider than the text: side by side, below each other, names apart. */
static void lay_out(struct view *v, size_t columns)
{
    bool fits = v->n_columns <= 2;
    if (fits)
        wide(v);
    for (int apart = 0; apart < 2 && (!fits || text_grid_width(&v->grid) > columns); apart++) {
        text_grid_done(&v->grid);
        text_strpool_done(&v->notes);
        tall(v, apart != 0);
        fits = true;
    }
}

static void table_text(FILE *to, const struct compare_joined *joined,
                       const struct compare_table *table, const struct compare_opts *o)
{
    struct view v = { .joined = joined, .table = table, .o = o };
    size_t columns = o->columns > 0 ? o->columns : TEXT_COLUMNS;
    if (table->base != SIZE_MAX)
        v.columns[v.n_columns++] = table->base;
    for (size_t c = 0; c < joined->n_columns; c++) {
        if (c == table->base || !compare_table_has(table, c))
            continue;
        if (v.n_columns < 2)
            v.columns[v.n_columns] = c;
        v.n_columns++;
    }
    lay_out(&v, columns);
    text_grid_print(&v.grid, to);
    for (size_t i = 0; i < v.notes.n; i++) {
        char *number = superscript(i + 1);
        fprintf(to, "%s ", number);
        free(number);
        text_wrap(to, v.notes.strings[i], 2, 2, columns);
    }
    text_grid_done(&v.grid);
    text_strpool_done(&v.notes);
}

/* Print texts of others as one line; frees it. */
static void plain_line(FILE *to, char *line)
{
    hm_base_make_plain(line);
    fprintf(to, "%s\n", line);
    free(line);
}

static void pair_line(FILE *to, const struct gobench_pair *pair)
{
    plain_line(to, xprintf("%s: %s", pair->key, pair->value != NULL ? pair->value : ""));
}

static void header(FILE *to, const struct compare_joined *joined)
{
    for (size_t i = 0; i < joined->n_shared; i++)
        pair_line(to, &joined->shared[i]);
    for (size_t i = 0; i < joined->n_differs; i++) {
        const char *before = "";
        char *line = xprintf("%s: ", joined->differs[i].key);
        for (size_t c = 0; c < joined->n_columns; c++, before = ", ")
            xappend(&line, "%s%s (%s)", before,
                    joined->differs[i].values[c] != NULL ? joined->differs[i].values[c] : "none",
                    joined->columns[c]);
        plain_line(to, line);
    }
}

void compare_text(FILE *to, const struct compare_joined *joined, const struct compare_opts *o)
{
    size_t group = SIZE_MAX;
    header(to, joined);
    for (size_t t = 0; t < joined->n_tables; t++) {
        const struct compare_table *table = &joined->tables[t];
        if (t > 0 || joined->n_shared + joined->n_differs > 0)
            fputc('\n', to);
        if (table->group != group && joined->groups[table->group].n > 0) {
            const struct compare_group *g = &joined->groups[table->group];
            for (size_t i = 0; i < g->n; i++)
                pair_line(to, &g->pairs[i]);
        }
        group = table->group;
        table_text(to, joined, table, o);
    }
}
