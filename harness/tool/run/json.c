/* json.c -- the report of `heapmark run` as JSON, schema heapmark-run/1 (docs/reference/run.md).
 *
 * Keys are only added within a schema version, never renamed; a number that is not known has no
 * key. Sites are written one by one, because a program may have 100,000 of them. */
#include "run/report.h"

#include <jansson.h>

#include "text/json_stream.h"

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

static json_t *amounts(const int64_t *amount)
{
    json_t *o = json_object();
    for (int by = 0; by < RUN_ORDERS; by++)
        text_json_put(o, run_orders[by].key, json_integer(amount[by]));
    return o;
}

static void put_amounts(struct text_json_stream *out, const int64_t *amount)
{
    for (int by = 0; by < RUN_ORDERS; by++)
        text_json_stream_put(out, run_orders[by].key, json_integer(amount[by]));
}

/* A line each: a large report consists of little else. */
static void put_frames(struct text_json_stream *out, const struct run_site *s)
{
    text_json_stream_array(out, "frames");
    for (size_t k = 0; k < s->frame_count; k++)
        text_json_stream_row(out, NULL, frame(&s->frames[k]));
    text_json_stream_close(out, ']');
}

static void site(struct text_json_stream *out, const struct run_site *s)
{
    text_json_stream_object(out, NULL);
    put_amounts(out, s->amount);
    text_json_stream_put(out, "by", json_string(s->unwound ? "unwind-tables" : "frame-pointers"));
    text_json_stream_put(out, "cut", json_boolean(s->cut));
    put_frames(out, s);
    text_json_stream_close(out, '}');
}

static void ranking(struct text_json_stream *out, const char *key, const struct run_ranking *r)
{
    text_json_stream_array(out, key);
    for (size_t i = 0; i < r->count; i++)
        site(out, r->sites[i]);
    text_json_stream_close(out, ']');
}

static void change(struct text_json_stream *out, const struct run_change *c)
{
    text_json_stream_object(out, NULL);
    text_json_stream_put(out, "change", json_string(c->what));
    text_json_stream_put(out, "now", amounts(c->now));
    text_json_stream_put(out, "before", amounts(c->before));
    put_frames(out, c->site);
    text_json_stream_close(out, '}');
}

static void against(struct text_json_stream *out, const struct run_against *a)
{
    text_json_stream_object(out, "against");
    text_json_stream_put(out, "file", text_json_string(a->file));
    if (a->exe != NULL)
        text_json_stream_put(out, "exe", text_json_string(a->exe));
    text_json_stream_put(out, "listed", number(a->listed));
    text_json_stream_put(out, "total", number(a->total));
    text_json_stream_put(out, "by", json_string(run_orders[a->by].key));
    text_json_stream_put(out, "differ", number(a->differ));
    text_json_stream_array(out, "changes");
    for (size_t i = 0; i < a->shown; i++)
        change(out, &a->changes[i]);
    text_json_stream_close(out, ']');
    text_json_stream_close(out, '}');
}

static void sites(struct text_json_stream *out, const struct run_sites *s)
{
    text_json_stream_object(out, "sites");
    text_json_stream_put(out, "total", number(s->total));
    text_json_stream_put(out, "stacks_by_frame_pointers", number(s->stacks_by_frame_pointer));
    text_json_stream_put(out, "stacks_by_unwind_tables", number(s->stacks_by_unwinder));
    text_json_stream_put(out, "allocs_without_stack", number(s->allocs_without_stack));
    text_json_stream_put(out, "not_followed", number(s->not_followed));
    text_json_stream_put(out, "live_requested", json_integer(s->live_requested));
    text_json_stream_put(out, "peak_requested", json_integer(s->peak_requested));
    text_json_stream_put(out, "peak_requested_blocks", json_integer(s->peak_requested_blocks));
    text_json_stream_put(out, "peak_requested_error", number(s->peak_requested_error));
    if (s->filter != NULL) {
        text_json_stream_object(out, "filter");
        text_json_stream_put(out, "text", text_json_string(s->filter));
        text_json_stream_put(out, "sites", number(s->filtered));
        put_amounts(out, s->filtered_amount);
        text_json_stream_close(out, '}');
    }
    for (int by = 0; by < RUN_ORDERS; by++)
        if (s->ranking[by].wanted)
            ranking(out, run_orders[by].ranking, &s->ranking[by]);
    if (s->against.file != NULL)
        against(out, &s->against);
    text_json_stream_close(out, '}');
}

static void alive(struct text_json_stream *out, const struct run_process *p)
{
    text_json_stream_put(out, "live_blocks", json_integer(p->live_blocks));
    text_json_stream_put(out, "live_usable", json_integer(p->live_usable));
    text_json_stream_put(out, "peak_blocks", json_integer(p->peak_blocks));
    text_json_stream_put(out, "peak_usable", json_integer(p->peak_usable));
    text_json_stream_put(out, "peak_error", number(p->peak_error));
    text_json_stream_put(out, "peak_blocks_error", number(p->peak_blocks_error));
}

static void counts(struct text_json_stream *out, const struct run_process *p)
{
#define X(name, what) text_json_stream_put(out, #name, number(p->counters.name));
    HM_COUNTER_LIST(X)
#undef X
    text_json_stream_put(out, "usable", number(p->usable));
    if (!p->freed_unseen)
        alive(out, p);
    text_json_stream_put(out, "threads", number(p->threads));
    text_json_stream_put(out, "size_classes", classes(p));
    if (p->sites.known)
        sites(out, &p->sites);
    else if (p->no_sites != NULL)
        text_json_stream_put(out, "sites_reason", text_json_string(p->no_sites));
}

static void process(struct text_json_stream *out, const struct run_process *p)
{
    text_json_stream_object(out, NULL);
    text_json_stream_put(out, "pid", json_integer(p->pid));
    text_json_stream_put(out, "ppid", json_integer(p->ppid));
    text_json_stream_put(out, "exe", text_json_string(p->exe));
    text_json_stream_put(out, "forked", json_boolean(p->forked));
    text_json_stream_put(out, "running", json_boolean(p->running));
    text_json_stream_put(out, "counted", json_boolean(p->reason == NULL));
    if (p->executed != NULL)
        text_json_stream_put(out, "executed", text_json_string(p->executed));
    if (p->reason != NULL)
        text_json_stream_put(out, "reason", text_json_string(p->reason));
    else
        counts(out, p);
    text_json_stream_close(out, '}');
}

static json_t *uncounted(const struct run_report *r, uint64_t *without)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->uncounted_count; i++) {
        *without += r->uncounted[i].processes;
        text_json_add(list, json_pack("{s:o, s:s}", "processes", number(r->uncounted[i].processes),
                                      "reason", r->uncounted[i].reason));
    }
    return list;
}

bool run_json(FILE *to, const struct run_report *r)
{
    struct text_json_stream stream, *out = &stream;
    uint64_t without = 0;
    text_json_stream_begin(out, to);
    json_t *command = json_array(), *others = uncounted(r, &without);
    for (char *const *arg = r->command; *arg != NULL; arg++)
        text_json_add(command, text_json_string(*arg));
    text_json_stream_object(out, NULL);
    text_json_stream_put(out, "schema", json_string(RUN_SCHEMA));
    text_json_stream_put(out, "command", command);
    text_json_stream_put(out, r->killed ? "signal" : "exit_status", json_integer(r->status));
    text_json_stream_put(out, "children", json_boolean(r->children));
    text_json_stream_put(out, "started_others", json_boolean(r->others));
    text_json_stream_put(out, "uncounted_processes", number(without));
    text_json_stream_put(out, "uncounted", others);
    text_json_stream_array(out, "processes");
    for (size_t i = 0; i < r->count; i++)
        process(out, &r->processes[i]);
    text_json_stream_close(out, ']');
    text_json_stream_close(out, '}');
    return text_json_stream_end(out);
}
