#include "compare/join.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gobench/unit.h"
#include "compare/join_config.h"
#include "stats/mannwhitney.h"
#include "cli/xalloc.h"

struct joiner {
    struct hm__joined *out;
    struct hm__split split;
    struct hm__strpool table_ids, row_ids, column_ids, group_ids;
    struct { /* where a row of row_ids lives */
        size_t table, row;
    } * rows;
    size_t rows_cap;
};

double hm__delta_percent(double old, double new)
{
    if (old == new)
        return 0;
    return old == 0 ? copysign(INFINITY, new) : (new / old - 1) * 100;
}

bool hm__table_has(const struct hm__table *table, size_t column)
{
    for (size_t i = 0; i < table->n_rows; i++)
        if (table->rows[i].cells[column].n > 0)
            return true;
    return false;
}

/* The column of a result; NULL if its name or config has no such key. Owned by names. */
static const char *column_of(struct hm__joined *out, const struct hm__result *result)
{
    size_t len, value_len;
    const char *value;
    if (out->by_file)
        return out->set->labels[result->file];
    if (out->by[0] != '/')
        return hm__result_config(out->set, result, out->by);
    if (hm__name_part(result->name, out->by, &len, &value, &value_len) == SIZE_MAX)
        return NULL;
    return hm__strpool_put(&out->names, value, value_len);
}

/* The name less the part that became the column, and less -N if that differs from column to column.
 */
static const char *row_of(struct hm__joined *out, const struct hm__result *result)
{
    size_t len, value_len, at = SIZE_MAX, end = strlen(result->name);
    const char *value;
    if (out->drop_procs)
        at = hm__name_part(result->name, "/gomaxprocs", &len, &value, &value_len);
    end = at != SIZE_MAX ? at : end;
    at = SIZE_MAX;
    if (out->by[0] == '/')
        at = hm__name_part(result->name, out->by, &len, &value, &value_len);
    size_t after = at != SIZE_MAX ? at + len : end;
    at = at != SIZE_MAX ? at : end;
    char *name = hm__xprintf("%.*s%.*s", (int)at, result->name,
                             (int)(end > after ? end - after : 0), result->name + after);
    const char *kept = hm__strpool_put(&out->names, name, strlen(name));
    free(name);
    return kept;
}

static size_t column_id(struct joiner *j, const char *column)
{
    struct hm__joined *out = j->out;
    bool added;
    size_t id = hm__strpool_id(&j->column_ids, column, strlen(column), &added);
    if (added) {
        out->columns =
            hm__xgrow(out->columns, out->n_columns, &out->columns_cap, sizeof *out->columns);
        out->columns[out->n_columns++] = column;
    }
    return id;
}

static size_t group_id(struct joiner *j, const struct hm__result *result)
{
    struct hm__joined *out = j->out;
    bool added;
    char *key = hm__split_key(&j->split, out->set, result);
    size_t id = hm__strpool_id(&j->group_ids, key, strlen(key), &added);
    free(key);
    if (added) {
        out->groups = hm__xgrow(out->groups, out->n_groups, &out->groups_cap, sizeof *out->groups);
        out->groups[out->n_groups++] = hm__split_group(&j->split, out->set, result);
    }
    return id;
}

static size_t table_id(struct joiner *j, size_t group, bool keyless, const char *unit)
{
    struct hm__joined *out = j->out;
    bool added;
    char *key = hm__xprintf("%zu %d %s", group, keyless, unit);
    size_t id = hm__strpool_id(&j->table_ids, key, strlen(key), &added);
    free(key);
    if (added) {
        out->tables = hm__xgrow(out->tables, out->n_tables, &out->tables_cap, sizeof *out->tables);
        out->tables[out->n_tables++] =
            (struct hm__table){ .unit = unit, .group = group, .keyless = keyless };
    }
    return id;
}

static struct hm__row *row_in(struct joiner *j, size_t table, const char *name)
{
    struct hm__table *t = &j->out->tables[table];
    bool added;
    char *key = hm__xprintf("%zu %s", table, name);
    size_t id = hm__strpool_id(&j->row_ids, key, strlen(key), &added);
    free(key);
    if (added) {
        j->rows = hm__xgrow(j->rows, id, &j->rows_cap, sizeof *j->rows);
        j->rows[id].table = table;
        j->rows[id].row = t->n_rows;
        t->rows = hm__xgrow(t->rows, t->n_rows, &t->cap, sizeof *t->rows);
        struct hm__cell *cells = hm__xrealloc(NULL, j->out->n_columns, sizeof *cells);
        for (size_t i = 0; i < j->out->n_columns; i++)
            cells[i] = (struct hm__cell){ 0 };
        t->rows[t->n_rows++] = (struct hm__row){ name, cells };
    }
    return &t->rows[j->rows[id].row];
}

/* All columns are known before the first cell is made. */
static void find_columns(struct joiner *j)
{
    const struct hm__benchset *set = j->out->set;
    for (size_t i = 0; i < set->n_results; i++) {
        const char *column = column_of(j->out, &set->results[i]);
        if (column != NULL)
            column_id(j, column);
    }
    if (j->out->n_columns == 0)
        column_id(j, "");
}

static void fill(struct joiner *j)
{
    const struct hm__benchset *set = j->out->set;
    for (size_t i = 0; i < set->n_results; i++) {
        const struct hm__result *result = &set->results[i];
        const char *column = column_of(j->out, result);
        size_t col = column != NULL ? column_id(j, column) : 0;
        size_t group = group_id(j, result);
        const char *name = row_of(j->out, result);
        for (size_t v = 0; v < result->n_values; v++) {
            const struct hm__value *value = &set->values[result->first_value + v];
            size_t table = table_id(j, group, column == NULL, value->unit);
            struct hm__cell *cell = &row_in(j, table, name)->cells[col];
            cell->values = hm__xgrow(cell->values, cell->n, &cell->cap, sizeof *cell->values);
            cell->example = i;
            cell->values[cell->n++] = value->value;
        }
    }
}

static bool varies(const struct hm__table *table, size_t n_columns)
{
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < n_columns; c++) {
            const struct hm__cell *cell = &table->rows[r].cells[c];
            if (cell->n > 0 && cell->values[0] != cell->values[cell->n - 1])
                return true;
        }
    return false;
}

/* Counts are exact if somebody says so, or if nobody does and they look it. */
static bool is_exact(const struct hm__joined *out, const struct hm__table *table)
{
    const struct hm__unit *unit = hm__benchset_unit(out->set, table->unit);
    if (unit != NULL && unit->assume != HM__ASSUME_UNSAID)
        return unit->assume == HM__ASSUME_EXACT;
    bool counted = strcmp(table->unit, "allocs/op") == 0 || strcmp(table->unit, "B/op") == 0;
    return counted && !varies(table, out->n_columns);
}

static void compare(struct hm__cell *cell, const struct hm__cell *base, bool exact, double alpha)
{
    cell->compared = true;
    cell->base_n = base->n;
    cell->significant = cell->summary.center != base->summary.center;
    if (exact)
        return;
    struct hm__mann_whitney test = hm__mann_whitney(base->values, base->n, cell->values, cell->n);
    size_t needs = hm__mann_whitney_needs(alpha);
    cell->p = test.p;
    cell->significant = test.p <= alpha;
    cell->all_equal = test.all_equal;
    cell->too_few = !cell->significant && (needs == 0 || (cell->n < needs && base->n < needs));
}

static void summarise_row(const struct hm__table *table, struct hm__row *row, size_t n_columns,
                          const struct hm__join_options *options)
{
    for (size_t c = 0; c < n_columns; c++) {
        struct hm__cell *cell = &row->cells[c];
        if (cell->n == 0)
            continue;
        cell->summary = table->exact
                            ? hm__summary_exact(cell->values, cell->n)
                            : hm__summary_sampled(cell->values, cell->n, options->confidence);
    }
    if (table->base == SIZE_MAX || row->cells[table->base].n == 0)
        return;
    for (size_t c = 0; c < n_columns; c++)
        if (c != table->base && row->cells[c].n > 0)
            compare(&row->cells[c], &row->cells[table->base], table->exact, options->alpha);
}

static struct hm__mean mean_of(const struct hm__table *table, size_t column)
{
    double *centers = hm__xrealloc(NULL, table->n_rows, sizeof *centers);
    double *ratios = hm__xrealloc(NULL, table->n_rows, sizeof *ratios);
    size_t n = 0, n_ratios = 0, n_base = 0;
    bool defined = true;
    for (size_t r = 0; r < table->n_rows; r++) {
        const struct hm__cell *cell = &table->rows[r].cells[column];
        const struct hm__cell *base =
            table->base == SIZE_MAX ? NULL : &table->rows[r].cells[table->base];
        n_base += base != NULL && base->n > 0;
        if (cell->n > 0)
            centers[n++] = cell->summary.center;
        if (cell->n == 0 || !cell->compared)
            continue;
        double a = cell->summary.center, b = base->summary.center;
        defined = defined && (a == b || b != 0);
        ratios[n_ratios++] = a == b ? 1 : a / b;
    }
    struct hm__mean mean = {
        .center = hm__geomean(centers, n),
        .ratio = defined ? hm__geomean(ratios, n_ratios) : NAN,
        .partial = column != table->base && n_ratios != n_base,
    };
    free(centers);
    free(ratios);
    return mean;
}

static void summarise(struct hm__joined *out, const struct hm__join_options *options)
{
    for (size_t t = 0; t < out->n_tables; t++) {
        struct hm__table *table = &out->tables[t];
        for (size_t r = 0; r < table->n_rows; r++)
            for (size_t c = 0; c < out->n_columns; c++) {
                struct hm__cell *cell = &table->rows[r].cells[c];
                size_t numbers = hm__sort_values(cell->values, cell->n);
                cell->left_out = cell->n - numbers;
                cell->n = numbers;
            }
        table->exact = is_exact(out, table);
        table->base = SIZE_MAX;
        for (size_t c = out->n_columns; c-- > 0;)
            if (hm__table_has(table, c) && (options->base == NULL || c == out->base))
                table->base = c;
        for (size_t r = 0; r < table->n_rows; r++)
            summarise_row(table, &table->rows[r], out->n_columns, options);
        table->means = hm__xrealloc(NULL, out->n_columns, sizeof *table->means);
        for (size_t c = 0; c < out->n_columns; c++)
            table->means[c] = mean_of(table, c);
    }
}

static const char *default_by(const struct hm__benchset *set)
{
    size_t len, value_len;
    const char *value;
    for (size_t i = 0; set->n_labels == 1 && i < set->n_results; i++)
        if (hm__name_part(set->results[i].name, "/impl", &len, &value, &value_len) != SIZE_MAX)
            return "/impl";
    return "file";
}

struct hm__joined *hm__join(const struct hm__benchset *set, const struct hm__join_options *options)
{
    struct hm__joined *out = hm__xrealloc(NULL, 1, sizeof *out);
    *out = (struct hm__joined){ .set = set, .base = SIZE_MAX };
    out->by = options->by != NULL ? options->by : default_by(set);
    out->by_file = strcmp(out->by, "file") == 0;
    struct joiner j = { .out = out };
    find_columns(&j);
    size_t *columns = hm__xrealloc(NULL, set->n_results, sizeof *columns);
    for (size_t i = 0; i < set->n_results; i++) {
        const char *column = column_of(out, &set->results[i]);
        columns[i] = column != NULL ? column_id(&j, column) : 0;
    }
    hm__split_find(&j.split, out, columns);
    free(columns);
    for (size_t c = 0; c < out->n_columns; c++)
        if (options->base == NULL ? c == 0 : strcmp(out->columns[c], options->base) == 0)
            out->base = c;
    fill(&j);
    summarise(out, options);
    hm__split_done(&j.split);
    hm__strpool_done(&j.table_ids);
    hm__strpool_done(&j.row_ids);
    hm__strpool_done(&j.column_ids);
    hm__strpool_done(&j.group_ids);
    free(j.rows);
    return out;
}

void hm__joined_free(struct hm__joined *joined)
{
    if (joined == NULL)
        return;
    for (size_t t = 0; t < joined->n_tables; t++) {
        struct hm__table *table = &joined->tables[t];
        for (size_t r = 0; r < table->n_rows; r++) {
            for (size_t c = 0; c < joined->n_columns; c++)
                free(table->rows[r].cells[c].values);
            free(table->rows[r].cells);
        }
        free(table->rows);
        free(table->means);
    }
    for (size_t g = 0; g < joined->n_groups; g++)
        free(joined->groups[g].pairs);
    for (size_t d = 0; d < joined->n_differs; d++)
        free(joined->differs[d].values);
    free(joined->tables);
    free(joined->groups);
    free(joined->differs);
    free(joined->shared);
    free(joined->columns);
    hm__strpool_done(&joined->names);
    free(joined);
}
