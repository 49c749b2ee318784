/* ladder_read.c -- the files of a report directory, joined into rungs. */
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ladder/ladder.h"
#include "stats/mannwhitney.h"
#include "cli/xalloc.h"

#define CONFIDENCE 0.95

static const char *const names[LADDER_N_SOURCES] = {
    [LADDER_WRITTEN] = "set_c_1",   [LADDER_OPTIMISED] = "set_c_1_optimised",
    [LADDER_GO] = "set_c_1_go",     [LADDER_TCP] = "set_c_1_tcp",
    [LADDER_UNIX] = "set_c_1_unix",
};

static void problem(struct ladder *ladder, bool warning, char *text)
{
    ladder->problems = xgrow(ladder->problems, ladder->n_problems, &ladder->problems_cap,
                             sizeof *ladder->problems);
    ladder->problems[ladder->n_problems++] = (struct gobench_problem){ text, warning };
    ladder->failed = ladder->failed || !warning;
}

/* The first line of a file, owned; NULL if there is none. */
static char *first_line(const char *path)
{
    char *line = NULL;
    size_t cap = 0;
    FILE *in = fopen(path, "r");
    if (in == NULL)
        return NULL;
    ssize_t len = getline(&line, &cap, in);
    fclose(in);
    if (len > 0)
        line[strcspn(line, "\r\n")] = '\0';
    if (len <= 0 || line[0] == '\0') {
        free(line);
        return NULL;
    }
    return line;
}

static void read_input(struct ladder *ladder, enum ladder_source source, const char *dir)
{
    struct ladder_input *input = &ladder->inputs[source];
    input->name = names[source];
    char *path = xprintf("%s/%s.bench", dir, input->name);
    char *reason = xprintf("%s/%s.missing", dir, input->name);
    input->missing = first_line(reason);
    if (access(path, F_OK) == 0)
        gobench_open(&input->set, path, input->name);
    else if (input->missing == NULL)
        input->missing = xprintf("there is no %s.bench", input->name);
    input->read = input->set.n_results > 0;
    for (size_t i = 0; i < input->set.n_problems; i++) {
        const struct gobench_problem *p = &input->set.problems[i];
        problem(ladder, p->warning, xprintf("%s", p->text));
        if (!input->read && input->missing == NULL)
            input->missing = xprintf("%s", p->text);
    }
    free(path);
    free(reason);
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

static enum ladder_part part_of(const char *group)
{
    if (strcmp(group, "SetC1") == 0)
        return LADDER_IN_MEMORY;
    if (strncmp(group, "Reply", 5) == 0)
        return LADDER_REPLIES;
    return strstr(group, "/net=") != NULL ? LADDER_WIRE : LADDER_OTHER;
}

const struct ladder_rung *ladder_find(const struct ladder *ladder, const char *group,
                                      const char *impl)
{
    for (size_t i = 0; i < ladder->n; i++)
        if (strcmp(ladder->rungs[i].group, group) == 0 && strcmp(ladder->rungs[i].impl, impl) == 0)
            return &ladder->rungs[i];
    return NULL;
}

/* The rung of a name, added if it is new. */
static struct ladder_rung *rung_of(struct ladder *ladder, const char *name,
                                   enum ladder_source source)
{
    char *group, *impl;
    cut_name(name, &group, &impl);
    struct ladder_rung *rung = (struct ladder_rung *)ladder_find(ladder, group, impl);
    if (rung != NULL) {
        free(group);
        free(impl);
        return rung;
    }
    ladder->rungs = xgrow(ladder->rungs, ladder->n, &ladder->cap, sizeof *ladder->rungs);
    rung = &ladder->rungs[ladder->n++];
    *rung = (struct ladder_rung){
        .group = group, .impl = impl, .part = part_of(group), .from = source
    };
    rung->ratio = rung->p = NAN;
    return rung;
}

static void add_value(struct ladder_costs *costs, const char *unit, double value)
{
    struct ladder_figure *figure = NULL;
#define X(member, name, exact)                                                                     \
    if (strcmp(unit, name) == 0)                                                                   \
        figure = &costs->member;
    HM_COST_LIST(X)
#undef X
    if (figure == NULL || isnan(value))
        return;
    figure->values = xrealloc(figure->values, figure->n + 1, sizeof *figure->values);
    figure->values[figure->n++] = value;
}

/* The times of a record are another machine's: beside this one's they would say nothing. */
static bool is_foreign_time(const struct ladder *ladder, enum ladder_source source,
                            const char *unit)
{
    return source == LADDER_GO && strcmp(unit, "sec/op") == 0 && ladder_go_is_recorded(ladder);
}

static void add_results(struct ladder *ladder, enum ladder_source source)
{
    const struct gobench_set *set = &ladder->inputs[source].set;
    for (size_t i = 0; i < set->n_results; i++) {
        const struct gobench_result *result = &set->results[i];
        struct ladder_rung *rung = rung_of(ladder, result->name, source);
        struct ladder_costs *costs = source == LADDER_GO          ? &rung->go
                                     : source == LADDER_OPTIMISED ? &rung->optimised
                                                                  : &rung->c;
        for (size_t v = 0; v < result->n_values; v++) {
            const struct gobench_value *value = &set->values[result->first_value + v];
            if (!is_foreign_time(ladder, source, value->unit))
                add_value(costs, value->unit, value->value);
        }
    }
}

static void summarise(struct ladder_figure *figure, bool exact)
{
    figure->n = stats_sort_values(figure->values, figure->n);
    if (figure->n > 0)
        figure->summary = exact ? stats_summary_exact(figure->values, figure->n)
                                : stats_summary_sampled(figure->values, figure->n, CONFIDENCE);
}

static void summarise_costs(struct ladder_costs *costs)
{
#define X(member, unit, exact) summarise(&costs->member, exact);
    HM_COST_LIST(X)
#undef X
}

static void compare(struct ladder *ladder)
{
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
    }
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
    char *path = xprintf("%s/%s.json", dir, names[LADDER_WRITTEN]);
    json_error_t error;
    if (access(path, F_OK) != 0) {
        ladder->no_why = xprintf("there is no %s.json", names[LADDER_WRITTEN]);
        free(path);
        return;
    }
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
    struct ladder *ladder = xrealloc(NULL, 1, sizeof *ladder);
    *ladder = (struct ladder){ .base = base };
    if (access(dir, R_OK | X_OK) != 0)
        problem(ladder, false,
                xprintf("%s: expected a readable directory: %s", dir, strerror(errno)));
    for (int s = 0; s < LADDER_N_SOURCES; s++) {
        read_input(ladder, (enum ladder_source)s, dir);
        add_results(ladder, (enum ladder_source)s);
    }
    read_why(ladder, dir);
    compare(ladder);
    return ladder;
}

static void free_costs(struct ladder_costs *costs)
{
#define X(member, unit, exact) free(costs->member.values);
    HM_COST_LIST(X)
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
    for (int s = 0; s < LADDER_N_SOURCES; s++) {
        gobench_set_done(&ladder->inputs[s].set);
        free(ladder->inputs[s].missing);
    }
    for (size_t i = 0; i < ladder->n_problems; i++)
        free(ladder->problems[i].text);
    free(ladder->problems);
    free(ladder->no_why);
    free(ladder->rungs);
    free(ladder);
}
