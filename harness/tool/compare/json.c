/* json.c -- a comparison as JSON, schema "heapmark.compare/1". Numbers are in base units;
 * what is unknown, infinite or undefined is null. */
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "compare/out.h"
#include "text/json.h"
#include "cli/xalloc.h"

/* A key may hold bytes that are not UTF-8, as a value may. */
static void put(json_t *object, const char *key, json_t *value)
{
    char *utf8 = xprintf("%s", key);
    hm_base_make_utf8(utf8);
    json_object_set_new(object, utf8, value);
    free(utf8);
}

/* 15 digits are written of a real number, and all of a whole one. */
static json_t *number(double x)
{
    return fabs(x) >= 1e15 && fabs(x) < 9e18 && x == rint(x) ? json_integer((json_int_t)x)
                                                             : text_json_real(x);
}

static json_t *config(const struct gobench_pair *pairs, size_t n)
{
    json_t *object = json_object();
    for (size_t i = 0; i < n; i++)
        put(object, pairs[i].key, text_json_string(pairs[i].value));
    return object;
}

/* NULL of a table without columns of its own. */
static json_t *column(const struct compare_joined *joined, const struct compare_table *table,
                      size_t column)
{
    return table->keyless ? json_null() : text_json_string(joined->columns[column]);
}

static json_t *cell_json(const struct compare_joined *joined, const struct compare_table *table,
                         size_t row, size_t at, const struct compare_opts *o)
{
    const struct compare_cell *cells = table->rows[row].cells, *cell = &cells[at];
    const struct stats_summary none = { NAN, NAN, NAN, false };
    const struct stats_summary *s = cell->n > 0 ? &cell->summary : &none;
    struct compare_words words = compare_line_words(joined, table, row, at, o);
    json_t *said = json_array();
    json_t *object = json_pack("{s:o, s:I, s:o, s:o, s:o}", "column", column(joined, table, at),
                               "n", (json_int_t)cell->n, "center", number(s->center), "low",
                               number(s->lo), "high", number(s->hi));
    if (cell->compared) {
        double change = compare_delta_percent(cells[table->base].summary.center, s->center);
        json_object_set_new(object, "change_percent", text_json_real(change));
        json_object_set_new(object, "p", text_json_real(table->exact ? NAN : cell->p));
        json_object_set_new(object, "significant", json_boolean(cell->significant));
    }
    for (size_t i = 0; i < words.n_notes; i++)
        json_array_append_new(said, text_json_string(words.notes[i]));
    compare_words_done(&words);
    json_object_set_new(object, "notes", said);
    return object;
}

static json_t *row_json(const struct compare_joined *joined, const struct compare_table *table,
                        size_t row, const struct compare_opts *o)
{
    json_t *cells = json_array();
    for (size_t c = 0; c < joined->n_columns; c++)
        if (compare_has_line(table, row, c))
            json_array_append_new(cells, cell_json(joined, table, row, c, o));
    return json_pack("{s:o, s:o}", "name", text_json_string(table->rows[row].name), "cells", cells);
}

static json_t *table_json(const struct compare_joined *joined, const struct compare_table *table,
                          const struct compare_opts *o)
{
    const struct compare_group *g = &joined->groups[table->group];
    json_t *rows = json_array(), *means = json_array();
    bool based = table->base != SIZE_MAX;
    for (size_t r = 0; r < table->n_rows; r++)
        json_array_append_new(rows, row_json(joined, table, r, o));
    for (size_t c = 0; c < joined->n_columns; c++) {
        if (!compare_table_has(table, c))
            continue;
        json_t *mean = json_pack("{s:o, s:o}", "column", column(joined, table, c), "center",
                                 text_json_real(table->means[c].center));
        if (c != table->base && based)
            json_object_set_new(mean, "ratio", text_json_real(table->means[c].ratio));
        json_array_append_new(means, mean);
    }
    return json_pack("{s:o, s:b, s:o, s:o, s:o, s:o}", "unit", text_json_string(table->unit),
                     "exact", table->exact, "config", config(g->pairs, g->n), "base",
                     based ? column(joined, table, table->base) : json_null(), "rows", rows,
                     "geomean", means);
}

void compare_json(FILE *to, const struct compare_joined *joined, const struct compare_opts *o)
{
    xjson();
    json_t *columns = json_array(), *tables = json_array(), *differs = json_object();
    for (size_t c = 0; c < joined->n_columns; c++)
        json_array_append_new(columns, text_json_string(joined->columns[c]));
    for (size_t i = 0; i < joined->n_differs; i++) {
        json_t *values = json_array();
        for (size_t c = 0; c < joined->n_columns; c++)
            json_array_append_new(values, text_json_string(joined->differs[i].values[c]));
        put(differs, joined->differs[i].key, values);
    }
    for (size_t t = 0; t < joined->n_tables; t++)
        json_array_append_new(tables, table_json(joined, &joined->tables[t], o));
    json_t *root =
        json_pack("{s:s, s:o, s:f, s:f, s:o, s:o, s:o, s:o}", "schema", "heapmark.compare/1", "by",
                  text_json_string(joined->by), "alpha", o->alpha, "confidence", o->confidence,
                  "columns", columns, "config", config(joined->shared, joined->n_shared), "differs",
                  differs, "tables", tables);
    text_json_write(to, root, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
}
