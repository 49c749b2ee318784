/* c.c -- the C side of a case: what LLVM says, what the run saw, what gcc says. */
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "explain/explain.h"
#include "explain/names.h"
#include "explain/trace.h"

static const char *text_of(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s != NULL ? s : "";
}

static struct explain_site *add(struct explain_sites *s, const json_t *site, const char *text)
{
    s->at = xrealloc(s->at, s->n + 1, sizeof *s->at);
    s->at[s->n] =
        (struct explain_site){ .text = text,
                               .json = site,
                               .file = text_of(site, "file"),
                               .line = (unsigned)json_integer_value(json_object_get(site, "line")),
                               .blocks = -1 };
    return &s->at[s->n++];
}

static bool has(const struct explain_sites *s, const json_t *at)
{
    for (size_t i = 0; i < s->n; i++)
        if (explain_same_place(s->at[i].json, at))
            return true;
    return false;
}

static void add_proof(struct explain_sites *s, const json_t *site, bool variable)
{
    struct explain_site *added = add(s, site, text_of(site, "message"));
    bool escapes = json_is_true(json_object_get(site, "escapes"));
    added->says = escapes ? EXPLAIN_SAYS_HEAP : EXPLAIN_SAYS_STAYS;
    if (variable)
        added->blocks = 0; /* whatever is said of a variable, it is no block */
}

/* What LLVM says of the addressed variables and the blocks of the function (run: NULL), or of the
 * blocks that what it called made. */
static void proven(struct explain_case *c, const json_t *root, const struct explain_trace_case *run)
{
    size_t i;
    json_t *site;
    json_array_foreach(json_object_get(root, "sites"), i, site)
    {
        bool of = run != NULL ? explain_trace_blocks(run, site) > 0
                              : explain_runs(c->name, text_of(site, "function"));
        if (of && !has(&c->llvm, site))
            add_proof(&c->llvm, site, false);
    }
    json_array_foreach(run == NULL ? json_object_get(root, "locals") : NULL, i, site)
    {
        if (explain_runs(c->name, text_of(site, "function")))
            add_proof(&c->llvm, site, true);
    }
}

/* Give each of LLVM's lines its blocks: from a run, else (NULL) from a count that leaves one
 * reading. */
static void share(struct explain_case *c, const struct explain_trace_case *run)
{
    size_t open = 0;
    for (size_t i = 0; i < c->llvm.n; i++)
        open += c->llvm.at[i].blocks < 0;
    for (size_t i = 0; c->c.has_allocs && i < c->llvm.n; i++) {
        struct explain_site *s = &c->llvm.at[i];
        if (s->blocks >= 0)
            continue;
        if (c->c.allocs == 0)
            s->blocks = 0;
        else if (run != NULL)
            s->blocks = explain_trace_blocks(run, s->json) > 0;
        else if (open == 1 && c->llvm.n == 1)
            s->blocks = 1;
    }
}

/* What the run saw of blocks that the function made or kept, or that what it called made. */
static void seen(struct explain *e, struct explain_case *c, const json_t *trace,
                 const struct explain_trace_case *run)
{
    size_t i, j;
    json_t *site, *verdict;
    json_array_foreach(json_object_get(trace, "sites"), i, site)
    {
        size_t blocks = explain_trace_blocks(run, site);
        json_array_foreach(json_object_get(site, "verdicts"), j, verdict)
        {
            const char *home = text_of(verdict, "home_function"), *text = text_of(verdict, "text");
            if (explain_runs(c->name, text_of(site, "function")) || explain_runs(c->name, home)) {
                add(&c->seen, site, text);
            } else if (blocks > 0 && (*home == '\0' || explain_trace_related(run, home))) {
                char *part = xprintf("%s; %zu blocks made here by this case", text, blocks);
                add(&c->seen, site, text_strpool_put(&e->m.pool, part, strlen(part)));
                free(part);
            }
        }
    }
}

/* Why the runs tell nothing of the case. */
static const char *not_run(const struct explain *e, bool all_known)
{
    if (e->missing[EXPLAIN_TRACE] != NULL)
        return e->missing[EXPLAIN_TRACE];
    return all_known ? "the trace never ran this case"
                     : "the trace kept no events, so it does not tell whether this ran";
}

void explain_c(struct explain *e, struct explain_case *c, struct explain_trace_index **traces,
               size_t n_traces)
{
    bool all_known = true, ran = false;
    proven(c, e->escape, NULL);
    for (size_t t = 0; t < n_traces; t++) {
        struct explain_trace_case run = explain_trace_case(traces[t], c->name);
        proven(c, e->escape, &run);
        seen(e, c, json_array_get(e->traces, t), &run);
        share(c, run.ran && run.all_known ? &run : NULL);
        ran |= run.ran;
        c->known |= run.ran;
        all_known &= run.all_known;
        explain_trace_case_done(&run);
    }
    share(c, NULL);
    if (!ran && c->seen.n == 0)
        c->not_run = not_run(e, all_known);
    for (int k = 0; k < EXPLAIN_GCC_KINDS; k++) {
        for (size_t i = 0; i < e->gcc[k].n; i++) {
            if (!explain_runs(c->name, e->gcc[k].at[i].function))
                continue;
            c->gcc[k].at = xrealloc(c->gcc[k].at, c->gcc[k].n + 1, sizeof *c->gcc[k].at);
            c->gcc[k].at[c->gcc[k].n++] = e->gcc[k].at[i];
        }
        c->known |= c->gcc[k].n > 0;
    }
}
