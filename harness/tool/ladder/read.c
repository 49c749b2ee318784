/* read.c -- the files of a directory, joined into the rungs of a ladder. */
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/xalloc.h"
#include "ladder/ladder.h"
#include "stats/mannwhitney.h"

#define CONFIDENCE 0.95

static void problem(struct ladder *ladder, bool warning, char *text)
{
    *XPUSH(ladder->problems, ladder->n_problems, ladder->problems_cap) =
        (struct gobench_problem){ text, warning };
    ladder->failed = ladder->failed || !warning;
}

/* The first line of a file, owned; NULL if there is no such file, or nothing in it. A file that is
 * there and cannot be read is a problem. */
static char *first_line(struct ladder *ladder, const char *path)
{
    char *line = NULL;
    size_t cap = 0;
    FILE *in = fopen(path, "r");
    if (in == NULL && errno == ENOENT)
        return NULL;
    ssize_t len = in != NULL ? getline(&line, &cap, in) : -1;
    if (in == NULL || (len < 0 && !feof(in)))
        problem(ladder, false, xprintf("%s: cannot be read: %s", path, strerror(errno)));
    if (in != NULL)
        fclose(in);
    if (len > 0)
        line[strcspn(line, "\r\n")] = '\0';
    if (len <= 0 || line[0] == '\0') {
        free(line);
        return NULL;
    }
    return line;
}

/* A run that the plan does not name has no file, and a reason like any other. */
static void read_run(struct ladder *ladder, struct ladder_run *run, const char *dir)
{
    if (run->name == NULL) {
        run->missing = xprintf("ladder.txt names no such run");
        return;
    }
    char *path = xprintf("%s/%s.bench", dir, run->name);
    char *reason = xprintf("%s/%s.missing", dir, run->name);
    run->missing = first_line(ladder, reason);
    if (access(path, F_OK) == 0)
        gobench_open(&run->set, path, run->name);
    else if (run->missing == NULL)
        run->missing = xprintf("there is no %s.bench", run->name);
    run->read = run->set.n_results > 0;
    for (size_t i = 0; i < run->set.n_problems; i++) {
        const struct gobench_problem *p = &run->set.problems[i];
        problem(ladder, p->warning, xprintf("%s", p->text));
        if (!run->read && run->missing == NULL)
            run->missing = xprintf("%s", p->text);
    }
    free(path);
    free(reason);
}

/* The runs of the plan: the three kinds that are always there, then those elsewhere. */
static void plan_runs(struct ladder *ladder)
{
    static const struct {
        enum ladder_key kind;
        const char *label;
    } kinds[] = { { LADDER_WRITTEN, "as written" },
                  { LADDER_OPTIMISED, "-O2" },
                  { LADDER_GO, "Go" } };
    enum { KINDS = sizeof kinds / sizeof kinds[0] };
    const struct ladder_plan *plan = &ladder->plan;
    ladder->n_runs = KINDS + plan->n_elsewhere;
    ladder->runs = xrealloc(NULL, ladder->n_runs, sizeof *ladder->runs);
    for (size_t i = 0; i < KINDS; i++)
        ladder->runs[i] = (struct ladder_run){ .kind = kinds[i].kind,
                                               .label = kinds[i].label,
                                               .name = ladder_plan_field(plan, kinds[i].kind, 0) };
    for (size_t i = 0; i < plan->n_elsewhere; i++)
        ladder->runs[KINDS + i] = (struct ladder_run){ .kind = LADDER_ELSEWHERE,
                                                       .name = plan->elsewhere[i].field[0],
                                                       .label = plan->elsewhere[i].field[1] };
}

/* Cut a result's name into group and impl, both owned. */
static void cut_name(const char *name, char **group, char **impl)
{
    size_t at, len, value_len, procs, procs_len;
    const char *value;
    procs = gobench_name_part(name, "/gomaxprocs", &procs_len, &value, &value_len);
    size_t end = procs == SIZE_MAX ? strlen(name) : procs;
    at = gobench_name_part(name, "/impl", &len, &value, &value_len);
    if (at == SIZE_MAX) {
        *group = xstrndup(name, end);
        *impl = xprintf("%s", "");
        return;
    }
    *impl = xstrndup(value, value_len);
    *group = xprintf("%.*s%.*s", (int)at, name, (int)(end - at - len), name + at + len);
}

static enum ladder_part part_of(const struct ladder *ladder, const char *group,
                                enum ladder_key kind)
{
    const char *pairs = ladder_plan_field(&ladder->plan, LADDER_PAIRS, 0);
    size_t len = pairs != NULL ? strlen(pairs) : 0;
    if (kind == LADDER_ELSEWHERE)
        return LADDER_WIRE;
    if (strcmp(group, ladder_plan_field(&ladder->plan, LADDER_GROUP, 0)) == 0)
        return LADDER_IN_MEMORY;
    if (pairs != NULL && strncmp(group, pairs, len) == 0 &&
        (group[len] == '\0' || group[len] == '/'))
        return LADDER_REPLIES;
    return LADDER_OTHER;
}

const struct ladder_rung *ladder_find(const struct ladder *ladder, const char *group,
                                      const char *impl)
{
    for (size_t i = 0; i < ladder->n; i++)
        if (strcmp(ladder->rungs[i].group, group) == 0 && strcmp(ladder->rungs[i].impl, impl) == 0)
            return &ladder->rungs[i];
    return NULL;
}

/* A rung that is not there yet. Takes both strings. */
static struct ladder_rung *add_rung(struct ladder *ladder, char *group, char *impl,
                                    enum ladder_key kind)
{
    struct ladder_rung *rung = XPUSH(ladder->rungs, ladder->n, ladder->cap);
    *rung =
        (struct ladder_rung){ .group = group, .impl = impl, .part = part_of(ladder, group, kind) };
    rung->ratio = rung->p = NAN;
    return rung;
}

/* The rungs of the plan come first, measured or not. */
static void plan_rungs(struct ladder *ladder)
{
    const struct ladder_plan *plan = &ladder->plan;
    for (size_t i = 0; i < plan->n_rungs; i++) {
        struct ladder_rung *rung =
            add_rung(ladder, xprintf("%s", ladder_plan_field(plan, LADDER_GROUP, 0)),
                     xprintf("%s", plan->rungs[i].field[0]), LADDER_WRITTEN);
        rung->own = true;
        rung->in_go = plan->rungs[i].field[1];
    }
}

/* The rung of a name, added if it is new. */
static struct ladder_rung *rung_of(struct ladder *ladder, const char *name, enum ladder_key kind)
{
    char *group, *impl;
    cut_name(name, &group, &impl);
    struct ladder_rung *rung = (struct ladder_rung *)ladder_find(ladder, group, impl);
    if (rung == NULL)
        return add_rung(ladder, group, impl, kind);
    free(group);
    free(impl);
    return rung;
}

static void add_value(struct ladder_costs *costs, const char *unit, double value, size_t order)
{
    struct ladder_figure *figure = NULL;
#define X(member, name, exact)                                                                     \
    if (strcmp(unit, name) == 0)                                                                   \
        figure = &costs->member;
    LADDER_COST_LIST(X)
#undef X
    if (figure == NULL || isnan(value))
        return;
    figure->values = xrealloc(figure->values, figure->n + 1, sizeof *figure->values);
    figure->order = xrealloc(figure->order, figure->n + 1, sizeof *figure->order);
    figure->order[figure->n] = order;
    figure->values[figure->n++] = value;
}

/* The times of a record are another machine's: beside this one's they would say nothing. */
static bool is_foreign_time(const struct ladder *ladder, const struct ladder_run *run,
                            const char *unit)
{
    return run->kind == LADDER_GO && strcmp(unit, "sec/op") == 0 && ladder_go_is_recorded(ladder);
}

static void add_results(struct ladder *ladder, const struct ladder_run *run, size_t *order)
{
    const struct gobench_set *set = &run->set;
    for (size_t i = 0; i < set->n_results; i++, ++*order) {
        const struct gobench_result *result = &set->results[i];
        struct ladder_rung *rung = rung_of(ladder, result->name, run->kind);
        struct ladder_costs *costs = run->kind == LADDER_GO          ? &rung->go
                                     : run->kind == LADDER_OPTIMISED ? &rung->optimised
                                                                     : &rung->c;
        for (size_t v = 0; v < result->n_values; v++) {
            const struct gobench_value *value = &set->values[result->first_value + v];
            if (!is_foreign_time(ladder, run, value->unit))
                add_value(costs, value->unit, value->value, *order);
        }
    }
}

static void summarise(struct ladder_figure *figure, bool exact)
{
    free(figure->order);
    figure->order = NULL;
    figure->n = stats_sort_values(figure->values, figure->n);
    if (figure->n > 0)
        figure->summary = exact ? stats_summary_exact(figure->values, figure->n)
                                : stats_summary_sampled(figure->values, figure->n, CONFIDENCE);
}

static void summarise_costs(struct ladder_costs *costs)
{
#define X(member, unit, exact) summarise(&costs->member, exact);
    LADDER_COST_LIST(X)
#undef X
}

/* +1 if most rounds find a slower than b, both where a was measured first and where b was; -1 if
 * they find it faster. 0: they disagree, so being first may be what costs, or one of the orders has
 * no two rounds. The i-th values of both were measured in one round. */
static int direction(const struct ladder_figure *a, const struct ladder_figure *b)
{
    size_t rounds[2] = { 0 }, slower[2] = { 0 }, faster[2] = { 0 };
    for (size_t i = 0; i < a->n && i < b->n; i++) {
        bool first = a->order[i] < b->order[i];
        rounds[first]++;
        slower[first] += a->values[i] > b->values[i];
        faster[first] += a->values[i] < b->values[i];
    }
    if (rounds[0] < 2 || rounds[1] < 2)
        return 0;
    return (2 * slower[0] > rounds[0] && 2 * slower[1] > rounds[1]) -
           (2 * faster[0] > rounds[0] && 2 * faster[1] > rounds[1]);
}

static void compare(struct ladder *ladder)
{
    int *directions = xzalloc((ladder->n + 1) * sizeof *directions);
    for (size_t i = 0; i < ladder->n; i++) {
        const struct ladder_rung *rung = &ladder->rungs[i];
        const struct ladder_rung *base = ladder_find(ladder, rung->group, ladder->base);
        if (base != NULL)
            directions[i] = direction(&rung->c.time, &base->c.time);
    }
    for (size_t i = 0; i < ladder->n; i++) {
        summarise_costs(&ladder->rungs[i].c);
        summarise_costs(&ladder->rungs[i].optimised);
        summarise_costs(&ladder->rungs[i].go);
    }
    for (size_t i = 0; i < ladder->n; i++) {
        struct ladder_rung *rung = &ladder->rungs[i];
        const struct ladder_rung *base = ladder_find(ladder, rung->group, ladder->base);
        if (base == NULL || base->c.time.n == 0 || rung->c.time.n == 0)
            continue;
        if (base->c.time.summary.center > 0)
            rung->ratio = rung->c.time.summary.center / base->c.time.summary.center;
        rung->p = stats_mann_whitney(base->c.time.values, base->c.time.n, rung->c.time.values,
                                     rung->c.time.n)
                      .p;
        rung->holds = rung->p <= LADDER_ALPHA && (rung->ratio > 1 ? 1 : -1) == directions[i];
    }
    free(directions);
}

/* Claim and reason of one benchmark of the runner's JSON. A rung that only the JSON knows stays
 * unmeasured. */
static void take_why(struct ladder *ladder, const json_t *benchmark)
{
    const char *name = json_string_value(json_object_get(benchmark, "name"));
    const char *why = json_string_value(json_object_get(benchmark, "why"));
    const json_t *claim = json_object_get(benchmark, "claim");
    if (name == NULL || strncmp(name, "Benchmark", 9) != 0)
        return;
    struct ladder_rung *rung = rung_of(ladder, name + 9, LADDER_WRITTEN);
    if (why != NULL && rung->why == NULL)
        rung->why = xprintf("%s", why);
    if (json_is_object(claim)) {
        rung->claimed = true;
        rung->claim_allocs = json_number_value(json_object_get(claim, "allocs"));
        rung->claim_bytes = json_number_value(json_object_get(claim, "bytes"));
    }
}

static void read_why(struct ladder *ladder, const char *dir)
{
    const char *run = ladder_plan_field(&ladder->plan, LADDER_WRITTEN, 0);
    char *path = xprintf("%s/%s.json", dir, run);
    json_error_t error;
    if (access(path, F_OK) != 0) {
        ladder->no_why = xprintf("there is no %s.json", run);
        free(path);
        return;
    }
    xjson();
    json_t *root = json_load_file(path, 0, &error);
    const json_t *benchmarks = json_object_get(root, "benchmarks");
    const char *schema = json_string_value(json_object_get(root, "schema"));
    if (root == NULL)
        ladder->no_why = xprintf("%s:%d: expected JSON: %s", path, error.line, error.text);
    else if (schema == NULL || strcmp(schema, "heapmark-bench/1") != 0 ||
             !json_is_array(benchmarks))
        ladder->no_why = xprintf("%s:1: expected the schema heapmark-bench/1, found '%s'", path,
                                 schema != NULL ? schema : "none");
    if (ladder->no_why != NULL)
        problem(ladder, false, xprintf("%s", ladder->no_why));
    for (size_t i = 0; ladder->no_why == NULL && i < json_array_size(benchmarks); i++)
        take_why(ladder, json_array_get(benchmarks, i));
    json_decref(root);
    free(path);
}

struct ladder *ladder_read(const char *dir, const char *base)
{
    struct ladder *ladder = xzalloc(sizeof *ladder);
    char *wrong = access(dir, R_OK | X_OK) != 0
                      ? xprintf("%s: expected a readable directory: %s", dir, strerror(errno))
                      : ladder_plan_read(&ladder->plan, dir);
    if (wrong != NULL) {
        problem(ladder, false, wrong);
        return ladder;
    }
    ladder->base = base != NULL ? base : ladder_plan_field(&ladder->plan, LADDER_BASE, 0);
    plan_runs(ladder);
    plan_rungs(ladder);
    for (size_t i = 0, order = 0; i < ladder->n_runs; i++) {
        read_run(ladder, &ladder->runs[i], dir);
        add_results(ladder, &ladder->runs[i], &order);
    }
    read_why(ladder, dir);
    compare(ladder);
    return ladder;
}

static void free_costs(struct ladder_costs *costs)
{
#define X(member, unit, exact) free(costs->member.values);
    LADDER_COST_LIST(X)
#undef X
}

void ladder_free(struct ladder *ladder)
{
    for (size_t i = 0; i < ladder->n; i++) {
        struct ladder_rung *rung = &ladder->rungs[i];
        free_costs(&rung->c);
        free_costs(&rung->optimised);
        free_costs(&rung->go);
        free(rung->group);
        free(rung->impl);
        free(rung->why);
    }
    for (size_t i = 0; i < ladder->n_runs; i++) {
        gobench_set_done(&ladder->runs[i].set);
        free(ladder->runs[i].missing);
    }
    ladder_plan_done(&ladder->plan);
    free(ladder->runs);
    for (size_t i = 0; i < ladder->n_problems; i++)
        free(ladder->problems[i].text);
    free(ladder->problems);
    free(ladder->no_why);
    free(ladder->rungs);
    free(ladder);
}
