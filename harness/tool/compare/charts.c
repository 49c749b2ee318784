/* charts.c -- results for services that draw how they change from commit to commit:
 * github-action-benchmark (customSmallerIsBetter) and Bencher (Bencher Metric Format).
 *
 * Both know one direction alone: units of which more is better are left out. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/error.h"
#include "cli/xalloc.h"
#include "compare/out.h"
#include "text/json.h"

/* The unit that people read: times are in nanoseconds. */
struct shown {
    const char *unit;
    double factor;
};

static struct shown shown(const char *unit)
{
    if (strcmp(unit, "sec/op") == 0)
        return (struct shown){ "ns/op", 1e9 };
    return (struct shown){ unit, 1 };
}

static bool less_is_better(const struct compare_joined *joined, const char *unit)
{
    const struct gobench_unit *known = gobench_set_unit(joined->set, unit);
    return !(known != NULL && known->better > 0) && strcmp(unit, "B/s") != 0;
}

/* The name of a cell as it stands in the file; that of its column behind it where several have the
 * same. */
static char *name_of(const struct compare_joined *joined, const struct compare_table *table,
                     size_t row, size_t column)
{
    const struct compare_cell *cell = &table->rows[row].cells[column];
    const char *name = joined->set->results[cell->example].name;
    return joined->by_file && joined->n_columns > 1
               ? xprintf("%s [%s]", name, joined->columns[column])
               : xprintf("%s", name);
}

typedef void put(json_t *to, const struct compare_joined *joined, const struct compare_table *table,
                 const struct compare_cell *cell, const char *name);

static void each_cell(json_t *to, const struct compare_joined *joined, put *put_cell)
{
    size_t left_out = 0;
    for (size_t t = 0; t < joined->n_tables; t++) {
        const struct compare_table *table = &joined->tables[t];
        for (size_t r = 0; r < table->n_rows; r++)
            for (size_t c = 0; c < joined->n_columns; c++) {
                const struct compare_cell *cell = &table->rows[r].cells[c];
                if (cell->n == 0 || !isfinite(cell->summary.center))
                    continue;
                if (!less_is_better(joined, table->unit)) {
                    left_out++;
                    continue;
                }
                char *name = name_of(joined, table, r, c);
                hm_base_make_utf8(name);
                put_cell(to, joined, table, cell, name);
                free(name);
            }
    }
    if (left_out > 0)
        cli_error("%zu results are left out: more of their unit is better, and this format has no "
                  "word for it",
                  left_out);
}

static json_t *exactly(double value)
{
    return value == floor(value) && fabs(value) < 9e15 ? json_integer((json_int_t)value)
                                                       : json_real(value);
}

static void put_github(json_t *to, const struct compare_joined *joined,
                       const struct compare_table *table, const struct compare_cell *cell,
                       const char *name)
{
    struct shown as = shown(table->unit);
    const struct stats_summary *s = &cell->summary;
    (void)joined;
    char *title = xprintf("%s - %s", name, as.unit);
    json_t *o = json_pack("{s:o, s:s, s:o}", "name", text_json_string(title), "unit", as.unit,
                          "value", exactly(s->center * as.factor));
    if (!table->exact && isfinite(s->lo) && isfinite(s->hi)) {
        char *range = xprintf("%.4g..%.4g", s->lo * as.factor, s->hi * as.factor);
        json_object_set_new(o, "range", json_string(range));
        free(range);
    }
    char *extra = xprintf("%zu run%s, %s", cell->n, cell->n == 1 ? "" : "s",
                          table->exact ? "exact" : "median");
    json_object_set_new(o, "extra", json_string(extra));
    json_array_append_new(to, o);
    free(extra);
    free(title);
}

void compare_github(FILE *to, const struct compare_joined *joined, const struct compare_opts *o)
{
    (void)o;
    xjson();
    json_t *list = json_array();
    each_cell(list, joined, put_github);
    text_json_write(to, list, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
}

/* A measure is a word of letters, digits and dashes; time has the name that Bencher knows. */
static char *measure(const char *unit)
{
    char *slug = xprintf("%s", strcmp(unit, "sec/op") == 0 ? "latency" : unit);
    for (char *at = slug; *at != '\0'; at++)
        *at = isalnum((unsigned char)*at) ? (char)tolower((unsigned char)*at) : '-';
    return slug;
}

static void put_bencher(json_t *to, const struct compare_joined *joined,
                        const struct compare_table *table, const struct compare_cell *cell,
                        const char *name)
{
    struct shown as = shown(table->unit);
    const struct stats_summary *s = &cell->summary;
    (void)joined;
    json_t *of = json_object_get(to, name), *value = json_object();
    if (of == NULL) {
        json_object_set_new(to, name, json_object());
        of = json_object_get(to, name);
    }
    json_object_set_new(value, "value", exactly(s->center * as.factor));
    if (isfinite(s->lo) && isfinite(s->hi)) {
        json_object_set_new(value, "lower_value", exactly(s->lo * as.factor));
        json_object_set_new(value, "upper_value", exactly(s->hi * as.factor));
    }
    char *slug = measure(table->unit);
    json_object_set_new(of, slug, value);
    free(slug);
}

void compare_bencher(FILE *to, const struct compare_joined *joined, const struct compare_opts *o)
{
    (void)o;
    xjson();
    json_t *root = json_object();
    each_cell(root, joined, put_bencher);
    text_json_write(to, root, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
}
