/* limit.c -- parse and check the limits of --fail-if; contract in limit.h. */
#include "compare/limit.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "gobench/line.h"
#include "cli/verb.h"
#include "compare/out.h"
#include "cli/xalloc.h"

static const char *const op_names[] = { ">", ">=", "<", "<=", "==", "!=" };

static char *parse_op(struct compare_limit *limit, const char **at)
{
    static const enum compare_limit_op longest_first[] = { COMPARE_GE, COMPARE_LE, COMPARE_EQ,
                                                           COMPARE_NE, COMPARE_GT, COMPARE_LT };
    for (size_t i = 0; i < sizeof longest_first / sizeof longest_first[0]; i++) {
        const char *name = op_names[longest_first[i]];
        if (strncmp(*at, name, strlen(name)) == 0) {
            limit->op = longest_first[i];
            *at += strlen(name);
            return NULL;
        }
    }
    return xprintf("expected one of > >= < <= == != after the unit, found '%s'", *at);
}

static char *parse_bound(struct compare_limit *limit, const char *at)
{
    char *end;
    errno = 0;
    limit->bound = strtod(at, &end);
    if (end == at || errno == ERANGE || isnan(limit->bound) || isinf(limit->bound))
        return xprintf("expected a number after the operator, found '%s'", at);
    limit->relative = strcmp(end, "%") == 0;
    if (!limit->relative && *end != '\0')
        return xprintf("expected nothing or %% after the number, found '%s'", end);
    return NULL;
}

static char *parse_name(struct compare_limit *limit, const char *text, size_t len)
{
    char *expression = xstrndup(text, len), message[128];
    int error = regcomp(&limit->name, expression, REG_EXTENDED | REG_NOSUB);
    limit->named = error == 0;
    char *wrong = NULL;
    if (error != 0) {
        regerror(error, &limit->name, message, sizeof message);
        wrong = xprintf("expected a regular expression before the colon, found '%s': %s",
                        expression, message);
    }
    free(expression);
    return wrong;
}

char *compare_limit_parse(struct compare_limit *limit, const char *text)
{
    *limit = (struct compare_limit){ .text = text };
    /* The operator is the last of its kind, and the colon the last before it: both may occur in the
     * name. */
    size_t op = strlen(text);
    while (op > 0 && strchr("<>=!", text[op - 1]) == NULL)
        op--;
    while (op > 0 && strchr("<>=!", text[op - 1]) != NULL)
        op--;
    size_t unit = op;
    while (unit > 0 && text[unit - 1] != ':')
        unit--;
    char raw[GOBENCH_MAX_UNIT + 1];
    size_t start = unit + strspn(text + unit, " "), end = op;
    while (end > start && text[end - 1] == ' ')
        end--;
    if (end <= start || end - start > GOBENCH_MAX_UNIT)
        return xprintf("expected [REGEX:]UNIT OP NUMBER[%%], such as allocs/op>0");
    memcpy(raw, text + start, end - start);
    raw[end - start] = '\0';
    double factor = gobench_line_tidy(raw, limit->unit, sizeof limit->unit);
    const char *at = text + op;
    char *wrong = parse_op(limit, &at);
    if (wrong == NULL)
        wrong = parse_bound(limit, at);
    if (wrong == NULL && !limit->relative)
        limit->bound *= factor;
    if (wrong == NULL && unit > 0)
        wrong = parse_name(limit, text, unit - 1);
    return wrong;
}

void compare_limit_done(struct compare_limit *limit)
{
    if (limit->named)
        regfree(&limit->name);
    limit->named = false;
}

static bool broken(const struct compare_limit *limit, double value)
{
    switch (limit->op) {
    case COMPARE_GT:
        return value > limit->bound;
    case COMPARE_GE:
        return value >= limit->bound;
    case COMPARE_LT:
        return value < limit->bound;
    case COMPARE_LE:
        return value <= limit->bound;
    case COMPARE_EQ:
        return value == limit->bound;
    case COMPARE_NE:
        return value != limit->bound;
    }
    return true;
}

/* The name as it stands in the file, for messages and for the expression. */
static char *full_name(const struct compare_joined *joined, const struct compare_table *table,
                       const struct compare_row *row, size_t column)
{
    const struct compare_cell *cell = &row->cells[column];
    bool measured = !compare_cell_is_empty(cell);
    const char *name = measured ? joined->set->results[cell->example].name : row->name;
    if (table->keyless || joined->n_columns == 1 || (measured && joined->by[0] == '/'))
        return xprintf("%s", name);
    return xprintf("%s [%s]", name, joined->columns[column]);
}

/* What a check has seen so far. */
struct verdict {
    const struct compare_limit *limit;
    const struct compare_joined *joined;
    FILE *to;
    size_t judged, broken, unjudged;
};

static void say_broken(struct verdict *v, const struct compare_table *table, size_t row,
                       size_t column, const char *name)
{
    static const struct compare_opts no_matter;
    size_t from = table->base == SIZE_MAX ? column : table->base;
    struct compare_words words = compare_line_words(v->joined, table, row, column, &no_matter);
    struct compare_words base = compare_line_words(v->joined, table, row, from, &no_matter);
    v->broken++;
    if (v->limit->relative)
        fprintf(v->to, "limit %s: %s went from %s to %s %s, %s\n", v->limit->text, name,
                base.center, words.center, table->unit, words.change);
    else
        fprintf(v->to, "limit %s: %s has %s %s\n", v->limit->text, name, words.center, table->unit);
    compare_words_done(&words);
    compare_words_done(&base);
}

static void unjudged(struct verdict *v, const char *name, const char *why)
{
    v->unjudged++;
    fprintf(v->to, "limit %s cannot be judged: %s %s\n", v->limit->text, name, why);
}

static void judge_relative(struct verdict *v, const struct compare_table *table, size_t row,
                           size_t column, const char *name)
{
    const struct compare_cell *cells = table->rows[row].cells;
    const struct compare_cell *cell = &cells[column], *base = &cells[table->base];
    if (compare_cell_is_empty(base))
        return; /* a new benchmark: there is nothing it could have got worse than */
    v->judged++;
    if (base->n == 0)
        unjudged(v, name, "has a base that is not a number");
    else if (cell->n == 0)
        unjudged(v, name,
                 cell->left_out > 0 ? "is not a number" : "was not measured, the base was");
    else if (cell->too_few)
        unjudged(v, name, "has too few samples to detect any difference");
    else if (isnan(compare_delta_percent(base->summary.center, cell->summary.center)))
        unjudged(v, name, "changed by what is not a number");
    else if (cell->significant && base->summary.center < 0)
        unjudged(v, name, "has a base below 0, of which no percentage is more or less");
    else if (cell->significant &&
             broken(v->limit, compare_delta_percent(base->summary.center, cell->summary.center)))
        say_broken(v, table, row, column, name);
}

static void judge_absolute(struct verdict *v, const struct compare_table *table, size_t row,
                           size_t column, const char *name)
{
    const struct compare_cell *cells = table->rows[row].cells, *cell = &cells[column];
    bool missing = v->joined->by_file && table->base != SIZE_MAX && cells[table->base].n > 0;
    if (compare_cell_is_empty(cell) && !missing)
        return;
    v->judged++;
    if (cell->n == 0)
        unjudged(v, name,
                 cell->left_out > 0 ? "is not a number" : "was not measured, the base was");
    else if (isnan(cell->summary.center))
        unjudged(v, name, "lies between infinite values");
    /* A count that varies breaks the limit if any of its runs does. */
    else if (table->exact
                 ? broken(v->limit, cell->summary.center) || broken(v->limit, cell->summary.lo) ||
                       broken(v->limit, cell->summary.hi)
                 : broken(v->limit, cell->summary.center))
        say_broken(v, table, row, column, name);
}

static void judge(struct verdict *v, const struct compare_table *table, size_t row, size_t column)
{
    bool past = table->base == column && !table->keyless &&
                (v->limit->relative || (v->joined->by_file && v->joined->n_columns > 1));
    if (past || (table->keyless && column != 0) || (v->limit->relative && table->base == SIZE_MAX))
        return;
    char *name = full_name(v->joined, table, &table->rows[row], column);
    if (!v->limit->named || regexec(&v->limit->name, name, 0, NULL, 0) == 0) {
        hm_base_make_plain(name); /* from here on it is only shown */
        if (v->limit->relative)
            judge_relative(v, table, row, column, name);
        else
            judge_absolute(v, table, row, column, name);
    }
    free(name);
}

int compare_limit_check(const struct compare_limit *limit, const struct compare_joined *joined,
                        FILE *to)
{
    struct verdict v = { limit, joined, to, 0, 0, 0 };
    for (size_t t = 0; t < joined->n_tables; t++) {
        const struct compare_table *table = &joined->tables[t];
        if (strcmp(table->unit, limit->unit) != 0)
            continue;
        for (size_t r = 0; r < table->n_rows; r++)
            for (size_t c = 0; c < joined->n_columns; c++)
                judge(&v, table, r, c);
    }
    if (v.judged == 0) {
        fprintf(to, "limit %s cannot be judged: no result has this unit%s%s\n", limit->text,
                limit->named ? " and a name that matches" : "",
                limit->relative ? " and a base to compare with" : "");
        return HM_EXIT_USAGE;
    }
    return v.unjudged > 0 ? HM_EXIT_USAGE : v.broken > 0 ? HM_EXIT_NO : HM_EXIT_OK;
}
