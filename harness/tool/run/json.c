/* json.c -- the report of `heapmark run` as JSON, schema heapmark-run/1 (docs/reference/run.md).
 *
 * Keys are only added within a schema version, never renamed; a number that is not known has no
 * key. */
#include "run/report.h"

#include <jansson.h>

#include "text/json.h"

static json_t *number(uint64_t n)
{
    return json_integer((json_int_t)n);
}

static json_t *classes(const struct run_process *p)
{
    json_t *list = json_array();
    for (int i = 0; i < RUN_CLASSES; i++)
        if (p->class_allocs[i] != 0)
            text_json_add(list,
                          json_pack("{s:o, s:o, s:o}", "up_to", number(UINT64_C(1) << (i + 3)),
                                    "allocs", number(p->class_allocs[i]), "bytes",
                                    number(p->class_bytes[i])));
    return list;
}

static json_t *frame(const struct run_frame *f)
{
    json_t *o = json_object();
    if (f->function != NULL)
        text_json_put(o, "function", text_json_string(f->function));
    if (f->file != NULL) {
        text_json_put(o, "file", text_json_string(f->file));
        text_json_put(o, "line", number(f->line));
    }
    if (f->module != NULL)
        text_json_put(o, "module", text_json_string(f->module));
    text_json_put(o, "address", number(f->address));
    text_json_put(o, "inlined", json_boolean(f->inlined));
    return o;
}

static void add_amounts(json_t *o, const int64_t *amount)
{
    for (int by = 0; by < RUN_ORDERS; by++)
        text_json_put(o, run_orders[by].key, json_integer(amount[by]));
}

static json_t *frames_of(const struct run_site *s)
{
    json_t *frames = json_array();
    for (size_t k = 0; k < s->frame_count; k++)
        text_json_add(frames, frame(&s->frames[k]));
    return frames;
}

static json_t *ranking(const struct run_ranking *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->count; i++) {
        const struct run_site *s = r->sites[i];
        json_t *o = json_object();
        add_amounts(o, s->amount);
        text_json_put(o, "by", json_string(s->unwound ? "unwind-tables" : "frame-pointers"));
        text_json_put(o, "cut", json_boolean(s->cut));
        text_json_put(o, "frames", frames_of(s));
        text_json_add(list, o);
    }
    return list;
}

static json_t *against(const struct run_against *a)
{
    json_t *list = json_array();
    for (size_t i = 0; i < a->shown; i++) {
        const struct run_change *c = &a->changes[i];
        json_t *now = json_object(), *before = json_object();
        add_amounts(now, c->now);
        add_amounts(before, c->before);
        text_json_add(list, json_pack("{s:s, s:o, s:o, s:o}", "change", c->what, "now", now,
                                      "before", before, "frames", frames_of(c->site)));
    }
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "file", text_json_string(a->file), "listed",
                     number(a->listed), "total", number(a->total), "by",
                     json_string(run_orders[a->by].key), "differ", number(a->differ), "changes",
                     list);
}

static json_t *sites(const struct run_sites *s)
{
    json_t *o = json_object();
    text_json_put(o, "total", number(s->total));
    text_json_put(o, "stacks_by_frame_pointers", number(s->stacks_by_frame_pointer));
    text_json_put(o, "stacks_by_unwind_tables", number(s->stacks_by_unwinder));
    text_json_put(o, "allocs_without_stack", number(s->allocs_without_stack));
    text_json_put(o, "not_followed", number(s->not_followed));
    text_json_put(o, "live_requested", json_integer(s->live_requested));
    text_json_put(o, "peak_requested", json_integer(s->peak_requested));
    text_json_put(o, "peak_requested_blocks", json_integer(s->peak_requested_blocks));
    text_json_put(o, "peak_requested_error", number(s->peak_requested_error));
    if (s->filter != NULL) {
        json_t *filter = json_pack("{s:o, s:o}", "text", text_json_string(s->filter), "sites",
                                   number(s->filtered));
        add_amounts(filter, s->filtered_amount);
        text_json_put(o, "filter", filter);
    }
    for (int by = 0; by < RUN_ORDERS; by++)
        if (s->ranking[by].wanted)
            text_json_put(o, run_orders[by].ranking, ranking(&s->ranking[by]));
    if (s->against.file != NULL)
        text_json_put(o, "against", against(&s->against));
    return o;
}

static void add_counts(json_t *o, const struct run_process *p)
{
#define X(name, what) text_json_put(o, #name, number(p->counters.name));
    HM_COUNTER_LIST(X)
#undef X
    text_json_put(o, "usable", number(p->usable));
    text_json_put(o, "live_blocks", json_integer(p->live_blocks));
    text_json_put(o, "live_usable", json_integer(p->live_usable));
    text_json_put(o, "peak_blocks", json_integer(p->peak_blocks));
    text_json_put(o, "peak_usable", json_integer(p->peak_usable));
    text_json_put(o, "peak_error", number(p->peak_error));
    text_json_put(o, "peak_blocks_error", number(p->peak_blocks_error));
    text_json_put(o, "threads", number(p->threads));
    text_json_put(o, "size_classes", classes(p));
    if (p->sites.known)
        text_json_put(o, "sites", sites(&p->sites));
    else if (p->no_sites != NULL)
        text_json_put(o, "sites_reason", text_json_string(p->no_sites));
}

static json_t *process(const struct run_process *p)
{
    json_t *o = json_pack("{s:i, s:i, s:o, s:b, s:b, s:b}", "pid", p->pid, "ppid", p->ppid, "exe",
                          text_json_string(p->exe), "forked", (int)p->forked, "running",
                          (int)p->running, "counted", (int)(p->reason == NULL));
    if (p->executed != NULL)
        text_json_put(o, "executed", text_json_string(p->executed));
    if (p->reason != NULL)
        text_json_put(o, "reason", text_json_string(p->reason));
    else
        add_counts(o, p);
    return o;
}

bool run_json(FILE *out, const struct run_report *r)
{
    text_json_begin();
    json_t *command = json_array(), *processes = json_array(), *uncounted = json_array();
    uint64_t without = 0;
    for (char *const *arg = r->command; *arg != NULL; arg++)
        text_json_add(command, text_json_string(*arg));
    for (size_t i = 0; i < r->count; i++)
        text_json_add(processes, process(&r->processes[i]));
    for (size_t i = 0; i < r->uncounted_count; i++) {
        without += r->uncounted[i].processes;
        text_json_add(uncounted,
                      json_pack("{s:o, s:s}", "processes", number(r->uncounted[i].processes),
                                "reason", r->uncounted[i].reason));
    }
    json_t *root =
        json_pack("{s:s, s:o, s:i, s:b, s:b, s:o, s:o, s:o}", "schema", RUN_SCHEMA, "command",
                  command, r->killed ? "signal" : "exit_status", r->status, "children",
                  (int)r->children, "started_others", (int)r->others, "uncounted_processes",
                  number(without), "uncounted", uncounted, "processes", processes);
    return text_json_write(out, root, JSON_INDENT(2));
}
