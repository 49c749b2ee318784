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

static json_t *ranking(const struct run_site *sites, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        const struct run_site *s = &sites[i];
        json_t *frames = json_array();
        for (size_t k = 0; k < s->frame_count; k++)
            text_json_add(frames, frame(&s->frames[k]));
        text_json_add(list, json_pack("{s:o, s:o, s:s, s:b, s:o}", "allocs", number(s->allocs),
                                      "bytes", number(s->bytes), "by",
                                      s->unwound ? "unwind-tables" : "frame-pointers", "cut",
                                      (int)s->cut, "frames", frames));
    }
    return list;
}

static json_t *sites(const struct run_sites *s)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "total", number(s->total),
                     "stacks_by_frame_pointers", number(s->stacks_by_frame_pointer),
                     "stacks_by_unwind_tables", number(s->stacks_by_unwinder),
                     "allocs_without_stack", number(s->allocs_without_stack), "most_allocs",
                     ranking(s->by_count, s->shown), "most_bytes", ranking(s->by_bytes, s->shown));
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
}

static json_t *process(const struct run_process *p)
{
    json_t *o = json_pack("{s:i, s:i, s:o, s:b, s:b, s:b}", "pid", p->pid, "ppid", p->ppid, "exe",
                          text_json_string(p->exe), "forked", (int)p->forked, "running",
                          (int)p->running, "counted", (int)(p->reason == NULL));
    if (p->reason != NULL)
        text_json_put(o, "reason", text_json_string(p->reason));
    else
        add_counts(o, p);
    return o;
}

bool run_json(FILE *out, const struct run_report *r)
{
    text_json_begin();
    json_t *command = json_array(), *processes = json_array();
    for (char *const *arg = r->command; *arg != NULL; arg++)
        text_json_add(command, text_json_string(*arg));
    for (size_t i = 0; i < r->count; i++)
        text_json_add(processes, process(&r->processes[i]));
    json_t *root =
        json_pack("{s:s, s:o, s:i, s:b, s:o, s:o}", "schema", RUN_SCHEMA, "command", command,
                  r->killed ? "signal" : "exit_status", r->status, "children", (int)r->children,
                  "uncounted_processes", number(r->uncounted), "processes", processes);
    return text_json_write(out, root, JSON_INDENT(2));
}
