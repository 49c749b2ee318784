/* text.c -- a comparison for the terminal: two variants side by side, more of them below
 * each other. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gobench/unit.h"
#include "compare/out.h"
#include "text/grid.h"
#include "cli/xalloc.h"

enum { TEXT = 64 };

/* Notes are numbered where they are first needed and printed once, below the table. */
struct notes {
    struct text_strpool pool;
};

static void superscript(char *out, size_t size, size_t number)
{
    static const char *const digits[] = {
        "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹",
    };
    char decimal[24];
    size_t used = 0;
    snprintf(decimal, sizeof decimal, "%zu", number);
    out[0] = '\0';
    for (const char *d = decimal; *d != '\0' && used + 4 < size; d++)
        used += (size_t)snprintf(out + used, size - used, "%s", digits[*d - '0']);
}

static void mark(char *out, size_t size, struct notes *notes, const char *note)
{
    char number[TEXT];
    superscript(number, sizeof number, text_strpool_id(&notes->pool, note, strlen(note), NULL) + 1);
    if (strlen(out) + strlen(number) + 2 > size)
        return;
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%s%s", used > 0 ? " " : "", number);
}

static void marks(char *out, size_t size, struct notes *notes, const struct compare_table *table,
                  const struct compare_cell *cell, const struct compare_opts *o)
{
    char *all[COMPARE_NOTES];
    size_t n = compare_cell_notes(table, cell, o, all);
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        mark(out, size, notes, all[i]);
        free(all[i]);
    }
}

struct view {
    const struct compare_joined *joined;
    const struct compare_table *table;
    const struct compare_opts *o;
    struct notes notes;
    struct text_grid grid;
    bool wide;         /* variants side by side */
    size_t columns[2]; /* the one or two of the wide form */
    size_t n_columns;  /* that have a value in this table */
};

static void put_words(struct view *v, const struct compare_words *words, const char *note,
                      size_t at)
{
    text_grid_put(&v->grid, at, 'r', "%s", words->center);
    text_grid_put(&v->grid, at + 1, 'r', "%s", words->spread);
    if (words->change[0] == '\0') {
        text_grid_put(&v->grid, at + 2, 'l', "%s", note);
        return;
    }
    text_grid_put(&v->grid, at + 2, 'r', "%s", words->change);
    if (words->evidence[0] != '\0')
        text_grid_put(&v->grid, at + 3, 'l', "(%s)%s%s", words->evidence,
                      note[0] != '\0' ? " " : "", note);
    else
        text_grid_put(&v->grid, at + 3, 'l', "%s", note);
}

static void put_cell(struct view *v, const struct compare_row *row, size_t column, size_t at)
{
    char note[TEXT];
    if (compare_cell_is_empty(&row->cells[column]))
        return;
    struct compare_words words = compare_cell_words(v->joined, v->table, row, column);
    marks(note, sizeof note, &v->notes, v->table, &row->cells[column], v->o);
    put_words(v, &words, note, at);
}

static void put_mean(struct view *v, size_t column, size_t at)
{
    char note[TEXT] = "";
    struct compare_words words = compare_mean_words(v->table, column);
    for (size_t i = 0; i < 2 && words.notes[i] != NULL; i++)
        mark(note, sizeof note, &v->notes, words.notes[i]);
    put_words(v, &words, note, at);
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
    for (size_t r = 0; r < v->table->n_rows; r++) {
        text_grid_row(&v->grid);
        text_grid_put(&v->grid, 0, 'l', "%s", v->table->rows[r].name);
        for (size_t i = 0; i < v->n_columns; i++)
            put_cell(v, &v->table->rows[r], v->columns[i], at[i]);
    }
    if (v->table->n_rows < 2)
        return;
    text_grid_row(&v->grid);
    text_grid_put(&v->grid, 0, 'l', "geomean");
    for (size_t i = 0; i < v->n_columns; i++)
        put_mean(v, v->columns[i], at[i]);
}

/* Grid columns: name, variant, value, spread, change, evidence. */
static void tall(struct view *v)
{
    v->grid.tight = 1u << 3 | 1u << 5;
    text_grid_row(&v->grid);
    text_grid_put(&v->grid, 0, 'l', "%s", v->table->unit);
    text_grid_put(&v->grid, 1, 'l', "%s", v->joined->by);
    if (v->table->base != SIZE_MAX)
        text_grid_put(&v->grid, 4, '-', "vs %s", column_label(v, v->table->base));
    for (size_t r = 0; r <= v->table->n_rows; r++) {
        bool mean = r == v->table->n_rows;
        bool named = false;
        for (size_t c = 0; c < v->joined->n_columns; c++) {
            if (mean ? v->table->n_rows < 2 || !compare_table_has(v->table, c)
                     : compare_cell_is_empty(&v->table->rows[r].cells[c]))
                continue;
            text_grid_row(&v->grid);
            if (!named)
                text_grid_put(&v->grid, 0, 'l', "%s", mean ? "geomean" : v->table->rows[r].name);
            named = true;
            text_grid_put(&v->grid, 1, 'l', "%s", column_label(v, c));
            if (mean)
                put_mean(v, c, 2);
            else
                put_cell(v, &v->table->rows[r], c, 2);
        }
    }
}

static void table_text(FILE *to, const struct compare_joined *joined,
                       const struct compare_table *table, const struct compare_opts *o)
{
    struct view v = { .joined = joined, .table = table, .o = o };
    if (table->base != SIZE_MAX)
        v.columns[v.n_columns++] = table->base;
    for (size_t c = 0; c < joined->n_columns; c++) {
        if (c == table->base || !compare_table_has(table, c))
            continue;
        if (v.n_columns < 2)
            v.columns[v.n_columns] = c;
        v.n_columns++;
    }
    v.wide = v.n_columns <= 2;
    if (v.wide)
        wide(&v);
    if (!v.wide || text_grid_width(&v.grid) > TEXT_COLUMNS) {
        text_grid_done(&v.grid);
        text_strpool_done(&v.notes.pool);
        tall(&v);
    }
    text_grid_print(&v.grid, to);
    for (size_t i = 0; i < v.notes.pool.n; i++) {
        char number[TEXT];
        superscript(number, sizeof number, i + 1);
        fprintf(to, "%s ", number);
        text_wrap(to, v.notes.pool.strings[i], 2, 2, TEXT_COLUMNS);
    }
    text_grid_done(&v.grid);
    text_strpool_done(&v.notes.pool);
}

static void header(FILE *to, const struct compare_joined *joined)
{
    for (size_t i = 0; i < joined->n_shared; i++)
        fprintf(to, "%s: %s\n", joined->shared[i].key,
                joined->shared[i].value != NULL ? joined->shared[i].value : "");
    for (size_t i = 0; i < joined->n_differs; i++) {
        const char *before = "";
        fprintf(to, "%s: ", joined->differs[i].key);
        for (size_t c = 0; c < joined->n_columns; c++, before = ", ")
            fprintf(to, "%s%s (%s)", before,
                    joined->differs[i].values[c] != NULL ? joined->differs[i].values[c] : "none",
                    joined->columns[c]);
        fputc('\n', to);
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
                fprintf(to, "%s: %s\n", g->pairs[i].key,
                        g->pairs[i].value != NULL ? g->pairs[i].value : "");
        }
        group = table->group;
        table_text(to, joined, table, o);
    }
}
