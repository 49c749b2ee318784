/* join.c -- results into tables, and their statistics; contract in join.h. */
#include "compare/join.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gobench/unit.h"
#include "compare/join_config.h"
#include "stats/mannwhitney.h"
#include "cli/xalloc.h"

struct joiner {
    struct compare_joined *out;
    struct compare_layout *layout;
    bool strict; /* the layout says all; otherwise only its columns, and the split the rest */
    struct compare_split split;
    struct text_strpool table_ids, row_ids, column_ids, group_ids, unit_ids;
    struct { /* where a row of row_ids lives */
        size_t table, row;
    } * rows;
    size_t rows_cap;
};

double compare_delta_percent(double old, double new)
{
    if (old == new)
        return 0;
    bool no_share = old == 0 || (isinf(old) && isinf(new));
    return no_share ? copysign(INFINITY, new) : (new / old - 1) * 100;
}

bool compare_cell_is_empty(const struct compare_cell *cell)
{
    return cell->n == 0 && cell->left_out == 0;
}

bool compare_table_has(const struct compare_table *table, size_t column)
{
    for (size_t i = 0; i < table->n_rows; i++)
        if (!compare_cell_is_empty(&table->rows[i].cells[column]))
            return true;
    return false;
}

/* The column of a result; `any` is false if nothing of it has the keys. */
static struct compare_tuple column_of(struct joiner *j, const struct gobench_result *result)
{
    struct compare_tuple column = compare_project(&j->layout->col, j->layout, j->out->set, result);
    column.any = column.any || j->strict;
    return column;
}

/* The parts of a name that make the columns, and -N if that differs from column to column. */
static bool is_of_columns(const void *joiner, const char *key)
{
    const struct joiner *j = joiner;
    return compare_projection_has(&j->layout->col, key) ||
           (j->out->drop_procs && strcmp(key, "/gomaxprocs") == 0);
}

static struct compare_tuple row_of(struct joiner *j, const struct gobench_result *result)
{
    if (j->strict)
        return compare_project(&j->layout->row, j->layout, j->out->set, result);
    return (struct compare_tuple){ .shown = compare_key_rest(result->name, is_of_columns, j) };
}

static const char *keep(struct compare_joined *out, const char *text)
{
    return text_strpool_put(&out->names, text, strlen(text));
}

static size_t column_id(struct joiner *j, const char *identity, const char *shown)
{
    struct compare_joined *out = j->out;
    bool added;
    size_t id = text_strpool_id(&j->column_ids, identity, strlen(identity), &added);
    if (added)
        *XPUSH(out->columns, out->n_columns, out->columns_cap) = keep(out, shown);
    return id;
}

static size_t group_id(struct joiner *j, const struct gobench_result *result, char **order)
{
    struct compare_joined *out = j->out;
    bool added;
    struct compare_tuple tuple = { 0 };
    if (j->strict)
        tuple = compare_project(&j->layout->table, j->layout, out->set, result);
    else
        tuple.identity = compare_split_key(&j->split, out->set, result);
    size_t id = text_strpool_id(&j->group_ids, tuple.identity, strlen(tuple.identity), &added);
    if (added)
        *XPUSH(out->groups, out->n_groups, out->groups_cap) =
            j->strict ? compare_layout_group(j->layout, out, result)
                      : compare_split_group(&j->split, out->set, result);
    *order = tuple.order;
    tuple.order = NULL;
    compare_tuple_done(&tuple);
    return id;
}

static size_t table_id(struct joiner *j, size_t group, bool keyless, const char *unit,
                       const char *order)
{
    struct compare_joined *out = j->out;
    bool added;
    char *key = xprintf("%zu %d %s", group, keyless, unit);
    size_t id = text_strpool_id(&j->table_ids, key, strlen(key), &added);
    free(key);
    if (added)
        *XPUSH(out->tables, out->n_tables, out->tables_cap) = (struct compare_table){
            .unit = unit,
            .group = group,
            .keyless = keyless,
            .order = order == NULL
                         ? NULL
                         : xprintf("%s%08zx", order,
                                   text_strpool_id(&j->unit_ids, unit, strlen(unit), NULL))
        };
    return id;
}

static struct compare_row *row_in(struct joiner *j, size_t table, const struct compare_tuple *row)
{
    struct compare_table *t = &j->out->tables[table];
    bool added;
    char *key = xprintf("%zu %s", table, row->identity != NULL ? row->identity : row->shown);
    size_t id = text_strpool_id(&j->row_ids, key, strlen(key), &added);
    free(key);
    if (added) {
        j->rows = xgrow(j->rows, id, &j->rows_cap, sizeof *j->rows);
        j->rows[id].table = table;
        j->rows[id].row = t->n_rows;
        *XPUSH(t->rows, t->n_rows, t->cap) =
            (struct compare_row){ keep(j->out, row->shown),
                                  row->order != NULL ? xprintf("%s", row->order) : NULL,
                                  xzalloc(j->out->n_columns * sizeof(struct compare_cell)) };
    }
    return &t->rows[j->rows[id].row];
}

static int by_column(const void *a, const void *b)
{
    return strcmp(((const struct compare_tuple *)a)->order,
                  ((const struct compare_tuple *)b)->order);
}

static int by_row(const void *a, const void *b)
{
    return strcmp(((const struct compare_row *)a)->order, ((const struct compare_row *)b)->order);
}

static int by_table(const void *a, const void *b)
{
    return strcmp(((const struct compare_table *)a)->order,
                  ((const struct compare_table *)b)->order);
}

/* The columns in the order of their keys; they had that in which they were seen. */
static void sort_columns(struct joiner *j)
{
    struct compare_joined *out = j->out;
    struct compare_tuple *columns = xzalloc(out->n_columns * sizeof *columns);
    for (size_t i = 0; i < out->set->n_results; i++) {
        struct compare_tuple tuple = column_of(j, &out->set->results[i]);
        struct compare_tuple *column = &columns[column_id(j, tuple.identity, tuple.shown)];
        compare_tuple_done(column);
        *column = tuple;
    }
    qsort(columns, out->n_columns, sizeof *columns, by_column);
    size_t n = out->n_columns;
    text_strpool_done(&j->column_ids);
    out->n_columns = 0;
    for (size_t i = 0; i < n; i++) {
        column_id(j, columns[i].identity, columns[i].shown);
        compare_tuple_done(&columns[i]);
    }
    free(columns);
}

/* All columns are known before the first cell is made. */
static void find_columns(struct joiner *j)
{
    const struct gobench_set *set = j->out->set;
    for (size_t i = 0; i < set->n_results; i++) {
        struct compare_tuple column = column_of(j, &set->results[i]);
        if (column.any)
            column_id(j, column.identity, column.shown);
        compare_tuple_done(&column);
        if (!j->strict)
            continue;
        struct compare_tuple row = row_of(j, &set->results[i]);
        struct compare_tuple table =
            compare_project(&j->layout->table, j->layout, set, &set->results[i]);
        compare_tuple_done(&row);
        compare_tuple_done(&table);
    }
    if (j->out->n_columns == 0)
        column_id(j, "", "");
    if (!j->strict)
        return;
    compare_projection_rank(&j->layout->table);
    compare_projection_rank(&j->layout->row);
    compare_projection_rank(&j->layout->col);
    sort_columns(j);
}

static void fill(struct joiner *j)
{
    const struct gobench_set *set = j->out->set;
    for (size_t i = 0; i < set->n_results; i++) {
        const struct gobench_result *result = &set->results[i];
        char *order;
        struct compare_tuple column = column_of(j, result), row = row_of(j, result);
        size_t col = column.any ? column_id(j, column.identity, column.shown) : 0;
        size_t group = group_id(j, result, &order);
        for (size_t v = 0; v < result->n_values; v++) {
            const struct gobench_value *value = &set->values[result->first_value + v];
            size_t table = table_id(j, group, !column.any, value->unit, order);
            struct compare_cell *cell = &row_in(j, table, &row)->cells[col];
            if (cell->n == 0)
                cell->example = i;
            else if (j->strict)
                compare_layout_vary(j->layout, set, result, &set->results[cell->example],
                                    &cell->varies_in);
            *XPUSH(cell->values, cell->n, cell->cap) = value->value;
        }
        free(order);
        compare_tuple_done(&column);
        compare_tuple_done(&row);
    }
    if (!j->strict)
        return;
    for (size_t t = 0; t < j->out->n_tables; t++)
        qsort(j->out->tables[t].rows, j->out->tables[t].n_rows, sizeof(struct compare_row), by_row);
    qsort(j->out->tables, j->out->n_tables, sizeof(struct compare_table), by_table);
}

static bool varies(const struct compare_table *table, size_t n_columns)
{
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < n_columns; c++) {
            const struct compare_cell *cell = &table->rows[r].cells[c];
            if (cell->n > 0 && cell->values[0] != cell->values[cell->n - 1])
                return true;
        }
    return false;
}

/* Counts are exact if a Unit line says so, or if none does and no cell varies. */
static bool is_exact(const struct compare_joined *out, const struct compare_table *table)
{
    const struct gobench_unit *unit = gobench_set_unit(out->set, table->unit);
    if (unit != NULL && unit->assume != GOBENCH_ASSUME_UNSAID)
        return unit->assume == GOBENCH_ASSUME_EXACT;
    bool counted = strcmp(table->unit, "allocs/op") == 0 || strcmp(table->unit, "B/op") == 0;
    return counted && !varies(table, out->n_columns);
}

static void compare(struct compare_cell *cell, const struct compare_cell *base, bool exact,
                    double alpha)
{
    cell->compared = true;
    cell->base_n = base->n;
    cell->significant = cell->summary.center != base->summary.center;
    if (exact)
        return;
    struct stats_mann_whitney test =
        stats_mann_whitney(base->values, base->n, cell->values, cell->n);
    cell->p = test.p;
    cell->significant = test.p <= alpha;
    cell->all_equal = test.all_equal;
    cell->too_few = !cell->significant && stats_mann_whitney_least(base->n, cell->n) > alpha;
}

static void summarise_row(const struct compare_table *table, struct compare_row *row,
                          size_t n_columns, const struct compare_join_options *options)
{
    for (size_t c = 0; c < n_columns; c++) {
        struct compare_cell *cell = &row->cells[c];
        if (cell->n == 0)
            continue;
        cell->summary = table->exact
                            ? stats_summary_exact(cell->values, cell->n)
                            : stats_summary_sampled(cell->values, cell->n, options->confidence);
    }
    if (table->base == SIZE_MAX || row->cells[table->base].n == 0)
        return;
    for (size_t c = 0; c < n_columns; c++)
        if (c != table->base && row->cells[c].n > 0)
            compare(&row->cells[c], &row->cells[table->base], table->exact, options->alpha);
}

static struct compare_mean mean_of(const struct compare_table *table, size_t column)
{
    double *centers = xrealloc(NULL, table->n_rows, sizeof *centers);
    double *ratios = xrealloc(NULL, table->n_rows, sizeof *ratios);
    size_t n = 0, n_ratios = 0, n_base = 0;
    bool defined = true;
    for (size_t r = 0; r < table->n_rows; r++) {
        const struct compare_cell *cell = &table->rows[r].cells[column];
        const struct compare_cell *base =
            table->base == SIZE_MAX ? NULL : &table->rows[r].cells[table->base];
        n_base += base != NULL && base->n > 0;
        if (cell->n > 0)
            centers[n++] = cell->summary.center;
        if (cell->n == 0 || !cell->compared || base == NULL)
            continue;
        double a = cell->summary.center, b = base->summary.center;
        defined = defined && (a == b || b != 0);
        ratios[n_ratios++] = a == b ? 1 : a / b;
    }
    struct compare_mean mean = {
        .center = stats_geomean(centers, n),
        .ratio = defined ? stats_geomean(ratios, n_ratios) : NAN,
        .partial = column != table->base && n_ratios != n_base,
    };
    free(centers);
    free(ratios);
    return mean;
}

static void summarise(struct compare_joined *out, const struct compare_join_options *options)
{
    for (size_t t = 0; t < out->n_tables; t++) {
        struct compare_table *table = &out->tables[t];
        for (size_t r = 0; r < table->n_rows; r++)
            for (size_t c = 0; c < out->n_columns; c++) {
                struct compare_cell *cell = &table->rows[r].cells[c];
                size_t numbers = stats_sort_values(cell->values, cell->n);
                cell->left_out = cell->n - numbers;
                cell->n = numbers;
            }
        table->exact = is_exact(out, table);
        table->base = SIZE_MAX;
        for (size_t c = out->n_columns; c-- > 0;)
            if (compare_table_has(table, c) && (options->base == NULL || c == out->base))
                table->base = c;
        for (size_t r = 0; r < table->n_rows; r++)
            summarise_row(table, &table->rows[r], out->n_columns, options);
        table->means = xrealloc(NULL, out->n_columns, sizeof *table->means);
        for (size_t c = 0; c < out->n_columns; c++)
            table->means[c] = mean_of(table, c);
    }
}

static const char *default_by(const struct gobench_set *set)
{
    size_t len, value_len;
    const char *value;
    for (size_t i = 0; set->n_labels == 1 && i < set->n_results; i++)
        if (gobench_name_part(set->results[i].name, "/impl", &len, &value, &value_len) != SIZE_MAX)
            return "/impl";
    return "file";
}

/* Which config parts the tables, in which column each result is. */
static void find_splits(struct joiner *j)
{
    const struct gobench_set *set = j->out->set;
    size_t *columns = xrealloc(NULL, set->n_results, sizeof *columns);
    for (size_t i = 0; i < set->n_results; i++) {
        struct compare_tuple column = column_of(j, &set->results[i]);
        columns[i] = column.any ? column_id(j, column.identity, column.shown) : 0;
        compare_tuple_done(&column);
    }
    compare_split_find(&j->split, j->out, &j->layout->col, columns);
    free(columns);
}

/* The keys of the columns alone: a layout of which no more is known. */
static void columns_only(struct compare_layout *layout, const char *by)
{
    free(compare_projection_parse(&layout->col, by));
    for (size_t i = 0; i < layout->col.n; i++)
        if (strcmp(layout->col.fields[i].key.text, "file") == 0)
            compare_key_parse(&layout->col.fields[i].key, ".file");
}

struct compare_joined *compare_join(const struct gobench_set *set,
                                    const struct compare_join_options *options)
{
    struct compare_joined *out = xrealloc(NULL, 1, sizeof *out);
    *out = (struct compare_joined){ .set = set, .base = SIZE_MAX };
    out->by = options->by != NULL ? options->by : default_by(set);
    struct compare_layout columns = { 0 };
    struct joiner j = { .out = out, .layout = options->layout, .strict = options->layout != NULL };
    if (!j.strict) {
        columns_only(&columns, out->by);
        j.layout = &columns;
    }
    out->by_file = j.layout->col.n == 1 && j.layout->col.fields[0].key.kind == COMPARE_KEY_FILE;
    find_columns(&j);
    if (!j.strict)
        find_splits(&j);
    for (size_t c = 0; c < out->n_columns; c++)
        if (options->base == NULL ? c == 0 : strcmp(out->columns[c], options->base) == 0)
            out->base = c;
    fill(&j);
    if (j.strict)
        compare_layout_share(out);
    summarise(out, options);
    compare_split_done(&j.split);
    compare_projection_done(&columns.col);
    text_strpool_done(&j.table_ids);
    text_strpool_done(&j.row_ids);
    text_strpool_done(&j.column_ids);
    text_strpool_done(&j.group_ids);
    text_strpool_done(&j.unit_ids);
    free(j.rows);
    return out;
}

void compare_joined_free(struct compare_joined *joined)
{
    if (joined == NULL)
        return;
    for (size_t t = 0; t < joined->n_tables; t++) {
        struct compare_table *table = &joined->tables[t];
        for (size_t r = 0; r < table->n_rows; r++) {
            for (size_t c = 0; c < joined->n_columns; c++) {
                free(table->rows[r].cells[c].values);
                free(table->rows[r].cells[c].varies_in);
            }
            free(table->rows[r].cells);
            free(table->rows[r].order);
        }
        free(table->rows);
        free(table->order);
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
    text_strpool_done(&joined->names);
    free(joined);
}
