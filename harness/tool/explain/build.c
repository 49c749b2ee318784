/* build.c -- joins the witnesses of `heapmark explain` by the names they use. */
#include "explain/explain.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "explain/names.h"
#include "explain/trace.h"

/* What allocates if it must: a parameter that stays is no block of this function. */
static bool could_allocate(const struct go_m_finding *f)
{
    return strpbrk(f->what, "({+") != NULL || strcmp(f->what, "... argument") == 0;
}

static void add_line(struct explain_case *c, const struct go_m_set *m, const struct go_m_finding *f)
{
    c->lines = xrealloc(c->lines, c->n_lines + 1, sizeof *c->lines);
    struct explain_line *line = &c->lines[c->n_lines++];
    *line = (struct explain_line){ .finding = f, .blocks = -1 };
    if (f == NULL)
        return;
    line->says = f->kind == GO_M_STAYS ? EXPLAIN_SAYS_STAYS : EXPLAIN_SAYS_HEAP;
    go_m_explain(m, f, &line->why);
}

/* Give each line its share when the count leaves one reading only. */
static void share(struct explain_case *c)
{
    size_t sure = 0, perhaps = 0;
    for (size_t i = 0; i < c->n_lines; i++) {
        const struct explain_line *l = &c->lines[i];
        sure += l->finding != NULL && l->why.cost == GO_M_COST_BLOCK;
        perhaps += l->finding != NULL && l->why.cost == GO_M_COST_DEPENDS;
    }
    for (size_t i = 0; c->go.has_allocs && i < c->n_lines; i++) {
        struct explain_line *l = &c->lines[i];
        bool none = l->finding != NULL && l->why.cost == GO_M_COST_NONE;
        if (c->go.allocs == 0 || (none && c->go.allocs <= (double)(sure + perhaps)))
            l->blocks = 0;
        else if (l->finding == NULL)
            l->blocks = (int)c->go.allocs;
        else if (c->go.allocs == (double)(sure + perhaps))
            l->blocks = 1;
        else if (c->go.allocs == (double)sure)
            l->blocks = l->why.cost == GO_M_COST_BLOCK;
    }
}

static void go_lines(struct explain *e, struct explain_case *c)
{
    bool known = false;
    for (size_t i = 0; i < e->m.n_functions && c->function == NULL; i++)
        if (explain_runs(c->name, e->m.functions[i].name))
            c->function = e->m.functions[i].name;
    for (size_t i = 0; i < e->m.n_findings; i++) {
        const struct go_m_finding *f = &e->m.findings[i];
        bool here = f->function != NULL && explain_runs(c->name, f->function);
        known |= here;
        if (here && (f->kind <= GO_M_MOVED || (f->kind == GO_M_STAYS && could_allocate(f))))
            add_line(c, &e->m, f);
        if (here && c->function == NULL)
            c->function = f->function;
    }
    if (c->n_lines == 0 && (known || c->function != NULL))
        add_line(c, &e->m, NULL);
    share(c);
}

static void add_case(struct explain *e, const char *said, struct explain_trace_index **traces)
{
    const char *name = text_strpool_put(&e->m.pool, said, explain_bare(said));
    if (e->filtered && regexec(&e->only, name, 0, NULL, 0) != 0)
        return;
    for (size_t i = 0; i < e->n_cases; i++)
        if (strcmp(e->cases[i].name, name) == 0)
            return;
    e->cases = xgrow(e->cases, e->n_cases, &e->cases_cap, sizeof *e->cases);
    struct explain_case *c = &e->cases[e->n_cases++];
    *c = (struct explain_case){ .name = name };
    c->go = explain_counts(&e->go_bench, name);
    c->c = explain_counts(&e->c_bench, name);
    go_lines(e, c);
    for (size_t i = 0; i < e->n_no_twin; i++)
        if (strncmp(e->no_twin[i], name, strlen(name)) == 0 && e->no_twin[i][strlen(name)] == ':')
            c->no_twin = e->no_twin[i] + strlen(name) + 1;
    explain_c(e, c, traces, json_array_size(e->traces));
}

void explain_build(struct explain *e)
{
    size_t n = json_array_size(e->traces);
    struct explain_trace_index **traces = xrealloc(NULL, n + 1, sizeof *traces);
    for (size_t i = 0; i < n; i++)
        traces[i] = explain_trace_index(json_array_get(e->traces, i));
    go_m_finish(&e->m);
    for (size_t i = 0; i < e->go_bench.n_results; i++)
        add_case(e, e->go_bench.results[i].name, traces);
    for (size_t i = 0; i < e->c_bench.n_results; i++)
        add_case(e, e->c_bench.results[i].name, traces);
    for (size_t i = 0; i < n; i++)
        explain_trace_index_done(traces[i]);
    free(traces);
}

void explain_done(struct explain *e)
{
    if (e->filtered)
        regfree(&e->only);
    for (size_t i = 0; i < e->n_cases; i++) {
        struct explain_case *c = &e->cases[i];
        for (size_t l = 0; l < c->n_lines; l++)
            go_m_why_done(&c->lines[l].why);
        free(c->lines);
        free(c->llvm.at);
        free(c->seen.at);
        for (int k = 0; k < EXPLAIN_GCC_KINDS; k++)
            free(c->gcc[k].at);
    }
    free(e->no_twin);
    free(e->cases);
    json_decref(e->escape);
    json_decref(e->traces);
    for (int k = 0; k < EXPLAIN_GCC_KINDS; k++)
        free(e->gcc[k].at);
    gobench_set_done(&e->go_bench);
    gobench_set_done(&e->c_bench);
    go_m_done(&e->m);
}
