/* compare_json.c -- a comparison as JSON, schema "heapmark.compare/1". Numbers are in base units;
 * what is unknown, infinite or undefined is null. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "compare/out.h"
#include "cli/xalloc.h"

static json_t *number(double x)
{
    return isfinite(x) ? json_real(x) : json_null();
}

static json_t *text(const char *s)
{
    json_t *string = s != NULL ? json_string(s) : NULL;
    /* A file may hold bytes that are not UTF-8, JSON may not. */
    return string != NULL ? string : s != NULL ? json_string("(not UTF-8)") : json_null();
}

static json_t *config(const struct gobench_pair *pairs, size_t n)
{
    json_t *object = json_object();
    for (size_t i = 0; i < n; i++)
        json_object_set_new(object, pairs[i].key, text(pairs[i].value));
    return object;
}

static json_t *cell_json(const struct compare_joined *joined, const struct compare_table *table,
                         const struct compare_row *row, size_t column, const struct compare_opts *o)
{
    const struct compare_cell *cell = &row->cells[column];
    bool known = cell->n > 0;
    int step = 0;
    json_t *object = json_object(), *notes = json_array();
    json_object_set_new(object, "column",
                        table->keyless ? json_null() : text(joined->columns[column]));
    json_object_set_new(object, "n", json_integer((json_int_t)cell->n));
    json_object_set_new(object, "center", number(known ? cell->summary.center : NAN));
    json_object_set_new(object, "low", number(known ? cell->summary.lo : NAN));
    json_object_set_new(object, "high", number(known ? cell->summary.hi : NAN));
    if (cell->compared) {
        double old = row->cells[table->base].summary.center;
        json_object_set_new(object, "change_percent",
                            number(compare_delta_percent(old, cell->summary.center)));
        json_object_set_new(object, "p", number(table->exact ? NAN : cell->p));
        json_object_set_new(object, "significant", json_boolean(cell->significant));
    }
    for (char *note; (note = compare_cell_note(table, cell, o, &step)) != NULL; free(note))
        json_array_append_new(notes, text(note));
    json_object_set_new(object, "notes", notes);
    return object;
}

static json_t *row_json(const struct compare_joined *joined, const struct compare_table *table,
                        const struct compare_row *row, const struct compare_opts *o)
{
    json_t *object = json_object(), *cells = json_array();
    json_object_set_new(object, "name", text(row->name));
    for (size_t c = 0; c < joined->n_columns; c++)
        if (row->cells[c].n > 0 || row->cells[c].left_out > 0)
            json_array_append_new(cells, cell_json(joined, table, row, c, o));
    json_object_set_new(object, "cells", cells);
    return object;
}

static json_t *table_json(const struct compare_joined *joined, const struct compare_table *table,
                          const struct compare_opts *o)
{
    const struct compare_group *g = &joined->groups[table->group];
    json_t *object = json_object(), *rows = json_array(), *means = json_array();
    json_object_set_new(object, "unit", text(table->unit));
    json_object_set_new(object, "exact", json_boolean(table->exact));
    json_object_set_new(object, "config", config(g->pairs, g->n));
    json_object_set_new(object, "base",
                        table->base == SIZE_MAX || table->keyless
                            ? json_null()
                            : text(joined->columns[table->base]));
    for (size_t r = 0; r < table->n_rows; r++)
        json_array_append_new(rows, row_json(joined, table, &table->rows[r], o));
    json_object_set_new(object, "rows", rows);
    for (size_t c = 0; c < joined->n_columns; c++) {
        if (!compare_table_has(table, c))
            continue;
        json_t *mean = json_object();
        json_object_set_new(mean, "column",
                            table->keyless ? json_null() : text(joined->columns[c]));
        json_object_set_new(mean, "center", number(table->means[c].center));
        if (c != table->base && table->base != SIZE_MAX)
            json_object_set_new(mean, "ratio", number(table->means[c].ratio));
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
    json_object_set_new(root, "by", text(joined->by));
    json_object_set_new(root, "alpha", json_real(o->alpha));
    json_object_set_new(root, "confidence", json_real(o->confidence));
    for (size_t c = 0; c < joined->n_columns; c++)
        json_array_append_new(columns, text(joined->columns[c]));
    json_object_set_new(root, "columns", columns);
    json_object_set_new(root, "config", config(joined->shared, joined->n_shared));
    for (size_t i = 0; i < joined->n_differs; i++) {
        json_t *values = json_array();
        for (size_t c = 0; c < joined->n_columns; c++)
            json_array_append_new(values, text(joined->differs[i].values[c]));
        json_object_set_new(differs, joined->differs[i].key, values);
    }
    json_object_set_new(root, "differs", differs);
    for (size_t t = 0; t < joined->n_tables; t++)
        json_array_append_new(tables, table_json(joined, &joined->tables[t], o));
    json_object_set_new(root, "tables", tables);
    json_dumpf(root, to, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    fputc('\n', to);
    json_decref(root);
}
