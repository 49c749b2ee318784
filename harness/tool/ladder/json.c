/* json.c -- a ladder as JSON, schema "heapmark.ladder/1". What was not measured is null.
 * Times are in nanoseconds. */
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "ladder/ladder.h"
#include "text/json.h"
#include "cli/xalloc.h"

static json_t *number(double x)
{
    if (!isfinite(x))
        return json_null();
    return x == rint(x) && fabs(x) < 1e15 ? json_integer((json_int_t)x) : json_real(x);
}

static json_t *figure(const struct ladder_figure *f, double scale)
{
    if (f->n == 0)
        return json_null();
    return json_pack("{s:o, s:o, s:o, s:I}", "center", number(f->summary.center * scale), "low",
                     number(f->summary.lo * scale), "high", number(f->summary.hi * scale), "n",
                     (json_int_t)f->n);
}

static json_t *costs(const struct ladder_costs *c)
{
    bool any = false;
#define X(member, unit, exact) any = any || c->member.n > 0;
    LADDER_COST_LIST(X)
#undef X
    if (!any)
        return json_null();
    json_t *object = json_pack("{s:o, s:o, s:o, s:o}", "allocs_per_op", figure(&c->allocs, 1),
                               "bytes_per_op", figure(&c->bytes, 1), "go_bytes_per_op",
                               figure(&c->go_bytes, 1), "ns_per_op", figure(&c->time, 1e9));
    if (c->gc_allocs.n > 0)
        json_object_set_new(object, "gc_allocs_per_op", figure(&c->gc_allocs, 1));
    if (c->gc_bytes.n > 0)
        json_object_set_new(object, "gc_bytes_per_op", figure(&c->gc_bytes, 1));
    return object;
}

static json_t *rung_json(const struct ladder_rung *rung)
{
    static const char *const parts[] = { "memory", "reply", "wire", "other" };
    json_t *claim =
        rung->claimed
            ? json_pack("{s:o, s:o, s:b}", "allocs", number(rung->claim_allocs), "bytes",
                        number(rung->claim_bytes), "broken", ladder_rung_breaks_claim(rung))
            : json_null();
    json_t *holds = isnan(rung->ratio) ? json_null() : json_boolean(rung->holds);
    return json_pack("{s:o, s:o, s:s, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "group",
                     text_json_string(rung->group), "rung", text_json_string(rung->impl), "part",
                     parts[rung->part], "own", rung->own, "in_go", text_json_string(rung->in_go),
                     "why", text_json_string(rung->why), "claim", claim, "as_written",
                     costs(&rung->c), "as_optimised", costs(&rung->optimised), "go",
                     costs(&rung->go), "ratio", number(rung->ratio), "p", number(rung->p), "holds",
                     holds);
}

/* The twin: what ran it, and the config value that the plan shows beside that. */
static json_t *go_json(const struct ladder *ladder)
{
    const struct ladder_run *run = ladder_run_of(ladder, LADDER_GO);
    const char *key = ladder_plan_field(&ladder->plan, LADDER_GO, 1);
    json_t *go = json_object();
    json_object_set_new(go, "version", text_json_string(ladder_config(run, "go")));
    json_object_set_new(go, "source", text_json_string(ladder_config(run, "source")));
    if (key != NULL)
        json_object_set_new(go, key, text_json_string(ladder_config(run, key)));
    return go;
}

static json_t *runs_json(const struct ladder *ladder)
{
    json_t *runs = json_object();
    for (size_t i = 0; i < ladder->n_runs; i++)
        if (ladder->runs[i].name != NULL)
            json_object_set_new(runs, ladder->runs[i].name,
                                json_pack("{s:b, s:o}", "measured", ladder->runs[i].read, "missing",
                                          text_json_string(ladder->runs[i].missing)));
    return runs;
}

void ladder_json(FILE *to, const struct ladder *ladder)
{
    xjson();
    char *findings[LADDER_FINDINGS];
    json_t *rungs = json_array(), *found = json_array();
    for (size_t i = 0; i < ladder->n; i++)
        json_array_append_new(rungs, rung_json(&ladder->rungs[i]));
    size_t n = ladder_findings(ladder, findings);
    for (size_t i = 0; i < n; i++) {
        json_array_append_new(found, text_json_string(findings[i]));
        free(findings[i]);
    }
    json_t *root = json_pack(
        "{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "schema", "heapmark.ladder/1", "title",
        text_json_string(ladder_plan_field(&ladder->plan, LADDER_TITLE, 0)), "base",
        text_json_string(ladder->base), "cpu",
        text_json_string(ladder_config(ladder_run_of(ladder, LADDER_WRITTEN), "cpu")), "go",
        go_json(ladder), "inputs", runs_json(ladder), "rungs", rungs, "findings", found);
    text_json_write(to, root, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
}
