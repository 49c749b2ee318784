/* json.c -- a comparison as JSON, schema "heapmark.compare/1". Numbers are in base units;
 * what is unknown, infinite or undefined is null. */
#include <math.h>
#include <stdlib.h>

#include "compare/out.h"
#include "text/json.h"
#include "cli/xalloc.h"

static json_t *config(const struct gobench_pair *pairs, size_t n)
{
    json_t *object = json_object();
    for (size_t i = 0; i < n; i++)
        json_object_set_new(object, pairs[i].key, text_json_string(pairs[i].value));
    return object;
}

static json_t *cell_json(const struct compare_joined *joined, const struct compare_table *table,
                         const struct compare_row *row, size_t column, const struct compare_opts *o)
{
    const struct compare_cell *cell = &row->cells[column];
    bool known = cell->n > 0;
    char *notes[COMPARE_NOTES];
    size_t n_notes = compare_cell_notes(table, cell, o, notes);
    json_t *object = json_object(), *said = json_array();
    json_object_set_new(object, "column",
                        table->keyless ? json_null() : text_json_string(joined->columns[column]));
    json_object_set_new(object, "n", json_integer((json_int_t)cell->n));
    json_object_set_new(object, "center", text_json_real(known ? cell->summary.center : NAN));
    json_object_set_new(object, "low", text_json_real(known ? cell->summary.lo : NAN));
    json_object_set_new(object, "high", text_json_real(known ? cell->summary.hi : NAN));
    if (cell->compared) {
        double old = row->cells[table->base].summary.center;
        json_object_set_new(object, "change_percent",
                            text_json_real(compare_delta_percent(old, cell->summary.center)));
        json_object_set_new(object, "p", text_json_real(table->exact ? NAN : cell->p));
        json_object_set_new(object, "significant", json_boolean(cell->significant));
    }
    for (size_t i = 0; i < n_notes; i++) {
        json_array_append_new(said, text_json_string(notes[i]));
        free(notes[i]);
    }
    json_object_set_new(object, "notes", said);
    return object;
}

static json_t *row_json(const struct compare_joined *joined, const struct compare_table *table,
                        const struct compare_row *row, const struct compare_opts *o)
{
    json_t *object = json_object(), *cells = json_array();
    json_object_set_new(object, "name", text_json_string(row->name));
    for (size_t c = 0; c < joined->n_columns; c++)
        if (!compare_cell_is_empty(&row->cells[c]))
            json_array_append_new(cells, cell_json(joined, table, row, c, o));
    json_object_set_new(object, "cells", cells);
    return object;
}

static json_t *table_json(const struct compare_joined *joined, const struct compare_table *table,
                          const struct compare_opts *o)
{
    const struct compare_group *g = &joined->groups[table->group];
    json_t *object = json_object(), *rows = json_array(), *means = json_array();
    json_object_set_new(object, "unit", text_json_string(table->unit));
    json_object_set_new(object, "exact", json_boolean(table->exact));
    json_object_set_new(object, "config", config(g->pairs, g->n));
    json_object_set_new(object, "base",
                        table->base == SIZE_MAX || table->keyless
                            ? json_null()
                            : text_json_string(joined->columns[table->base]));
    for (size_t r = 0; r < table->n_rows; r++)
        json_array_append_new(rows, row_json(joined, table, &table->rows[r], o));
    json_object_set_new(object, "rows", rows);
    for (size_t c = 0; c < joined->n_columns; c++) {
        if (!compare_table_has(table, c))
            continue;
        json_t *mean = json_object();
        json_object_set_new(mean, "column",
                            table->keyless ? json_null() : text_json_string(joined->columns[c]));
        json_object_set_new(mean, "center", text_json_real(table->means[c].center));
        if (c != table->base && table->base != SIZE_MAX)
            json_object_set_new(mean, "ratio", text_json_real(table->means[c].ratio));
        json_array_append_new(means, mean);
    }
    json_object_set_new(object, "geomean", means);
    return object;
}

void compare_json(FILE *to, const struct compare_joined *joined, const struct compare_opts *o)
{
    xjson();
    json_t *root = json_object(), *columns = json_array(), *tables = json_array();
    json_t *differs = json_object();
    json_object_set_new(root, "schema", json_string("heapmark.compare/1"));
    json_object_set_new(root, "by", text_json_string(joined->by));
    json_object_set_new(root, "alpha", json_real(o->alpha));
    json_object_set_new(root, "confidence", json_real(o->confidence));
    for (size_t c = 0; c < joined->n_columns; c++)
        json_array_append_new(columns, text_json_string(joined->columns[c]));
    json_object_set_new(root, "columns", columns);
    json_object_set_new(root, "config", config(joined->shared, joined->n_shared));
    for (size_t i = 0; i < joined->n_differs; i++) {
        json_t *values = json_array();
        for (size_t c = 0; c < joined->n_columns; c++)
            json_array_append_new(values, text_json_string(joined->differs[i].values[c]));
        json_object_set_new(differs, joined->differs[i].key, values);
    }
    json_object_set_new(root, "differs", differs);
    for (size_t t = 0; t < joined->n_tables; t++)
        json_array_append_new(tables, table_json(joined, &joined->tables[t], o));
    json_object_set_new(root, "tables", tables);
    text_json_write(to, root, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
}
