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
    json_t *object = json_object();
    bool any = false;
    json_object_set_new(object, "allocs_per_op", figure(&c->allocs, 1));
    json_object_set_new(object, "bytes_per_op", figure(&c->bytes, 1));
    json_object_set_new(object, "go_bytes_per_op", figure(&c->go_bytes, 1));
    json_object_set_new(object, "ns_per_op", figure(&c->time, 1e9));
    if (c->gc_allocs.n > 0)
        json_object_set_new(object, "gc_allocs_per_op", figure(&c->gc_allocs, 1));
    if (c->gc_bytes.n > 0)
        json_object_set_new(object, "gc_bytes_per_op", figure(&c->gc_bytes, 1));
#define X(member, unit, exact) any = any || c->member.n > 0;
    LADDER_COST_LIST(X)
#undef X
    if (any)
        return object;
    json_decref(object);
    return json_null();
}

static json_t *rung_json(const struct ladder_rung *rung)
{
    static const char *const parts[] = { "memory", "reply", "wire", "other" };
    json_t *object = json_object();
    json_object_set_new(object, "group", text_json_string(rung->group));
    json_object_set_new(object, "rung", text_json_string(rung->impl));
    json_object_set_new(object, "part", text_json_string(parts[rung->part]));
    json_object_set_new(object, "own", json_boolean(rung->own));
    json_object_set_new(object, "in_go", text_json_string(rung->in_go));
    json_object_set_new(object, "why", text_json_string(rung->why));
    json_object_set_new(object, "claim",
                        rung->claimed
                            ? json_pack("{s:o, s:o, s:b}", "allocs", number(rung->claim_allocs),
                                        "bytes", number(rung->claim_bytes), "broken",
                                        ladder_rung_breaks_claim(rung))
                            : json_null());
    json_object_set_new(object, "as_written", costs(&rung->c));
    json_object_set_new(object, "as_optimised", costs(&rung->optimised));
    json_object_set_new(object, "go", costs(&rung->go));
    json_object_set_new(object, "ratio", number(rung->ratio));
    json_object_set_new(object, "p", number(rung->p));
    json_object_set_new(object, "holds",
                        isnan(rung->ratio) ? json_null() : json_boolean(rung->holds));
    return object;
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
    json_t *root = json_object(), *rungs = json_array(), *found = json_array();
    for (size_t i = 0; i < ladder->n; i++)
        json_array_append_new(rungs, rung_json(&ladder->rungs[i]));
    size_t n = ladder_findings(ladder, findings);
    for (size_t i = 0; i < n; i++) {
        json_array_append_new(found, text_json_string(findings[i]));
        free(findings[i]);
    }
    json_object_set_new(root, "schema", json_string("heapmark.ladder/1"));
    json_object_set_new(root, "title",
                        text_json_string(ladder_plan_field(&ladder->plan, LADDER_TITLE, 0)));
    json_object_set_new(root, "base", text_json_string(ladder->base));
    json_object_set_new(
        root, "cpu", text_json_string(ladder_config(ladder_run_of(ladder, LADDER_WRITTEN), "cpu")));
    json_object_set_new(root, "go", go_json(ladder));
    json_object_set_new(root, "inputs", runs_json(ladder));
    json_object_set_new(root, "rungs", rungs);
    json_object_set_new(root, "findings", found);
    json_dumpf(root, to, JSON_INDENT(2) | JSON_REAL_PRECISION(12));
    fputc('\n', to);
    json_decref(root);
}
