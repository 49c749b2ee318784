/* run_json.c -- the report of `heapmark run` for programs, schema heapmark-run/1
 * (docs/reference/run.md).
 *
 * Keys are only added within a schema version, never renamed; a number that is not known has no
 * key. */
#include "report/run_report.h"

#include <errno.h>

#include <jansson.h>

static json_t *number(uint64_t n)
{
    return json_integer((json_int_t)n);
}

/* Bytes that are not UTF-8 (a file name may hold any) become '?': JSON has no other way. */
static json_t *text(const char *s)
{
    json_t *clean = json_string(s);
    if (clean != NULL)
        return clean;
    char copy[1024];
    size_t n = 0;
    for (; s[n] != '\0' && n < sizeof copy - 1; n++)
        copy[n] = (unsigned char)s[n] < 0x80 ? s[n] : '?';
    copy[n] = '\0';
    return json_string(copy);
}

static json_t *classes(const struct hm__run_process *p)
{
    json_t *list = json_array();
    for (int i = 0; i < HM__RUN_CLASSES; i++)
        if (p->class_allocs[i] != 0)
            json_array_append_new(list, json_pack("{s:o, s:o, s:o}", "up_to",
                                                  number(UINT64_C(1) << (i + 3)), "allocs",
                                                  number(p->class_allocs[i]), "bytes",
                                                  number(p->class_bytes[i])));
    return list;
}

static json_t *frame(const struct hm__run_frame *f)
{
    json_t *o = json_object();
    if (f->function != NULL)
        json_object_set_new(o, "function", text(f->function));
    if (f->file != NULL) {
        json_object_set_new(o, "file", text(f->file));
        json_object_set_new(o, "line", number(f->line));
    }
    if (f->module != NULL)
        json_object_set_new(o, "module", text(f->module));
    json_object_set_new(o, "address", number(f->address));
    json_object_set_new(o, "inlined", json_boolean(f->inlined));
    return o;
}

static json_t *ranking(const struct hm__run_site *sites, size_t n)
{
    json_t *list = json_array();
    for (size_t i = 0; i < n; i++) {
        const struct hm__run_site *s = &sites[i];
        json_t *frames = json_array();
        for (size_t k = 0; k < s->frame_count; k++)
            json_array_append_new(frames, frame(&s->frames[k]));
        json_array_append_new(list, json_pack("{s:o, s:o, s:s, s:b, s:o}", "allocs",
                                              number(s->allocs), "bytes", number(s->bytes), "by",
                                              s->unwound ? "unwind-tables" : "frame-pointers",
                                              "cut", (int)s->cut, "frames", frames));
    }
    return list;
}

static json_t *sites(const struct hm__run_sites *s)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "total", number(s->total),
                     "stacks_by_frame_pointers", number(s->stacks_by_frame_pointer),
                     "stacks_by_unwind_tables", number(s->stacks_by_unwinder),
                     "allocs_without_stack", number(s->allocs_without_stack), "most_allocs",
                     ranking(s->by_count, s->shown), "most_bytes", ranking(s->by_bytes, s->shown));
}

static void add_counts(json_t *o, const struct hm__run_process *p)
{
#define X(name, what) json_object_set_new(o, #name, number(p->counters.name));
    HM_COUNTER_LIST(X)
#undef X
    json_object_set_new(o, "usable", number(p->usable));
    json_object_set_new(o, "live_blocks", json_integer(p->live_blocks));
    json_object_set_new(o, "live_usable", json_integer(p->live_usable));
    json_object_set_new(o, "peak_blocks", json_integer(p->peak_blocks));
    json_object_set_new(o, "peak_usable", json_integer(p->peak_usable));
    json_object_set_new(o, "peak_error", number(p->peak_error));
    json_object_set_new(o, "peak_blocks_error", number(p->peak_blocks_error));
    json_object_set_new(o, "threads", number(p->threads));
    json_object_set_new(o, "size_classes", classes(p));
    if (p->sites.known)
        json_object_set_new(o, "sites", sites(&p->sites));
}

static json_t *process(const struct hm__run_process *p)
{
    json_t *o = json_pack("{s:i, s:i, s:o, s:b, s:b, s:b}", "pid", p->pid, "ppid", p->ppid, "exe",
                          text(p->exe), "forked", (int)p->forked, "running", (int)p->running,
                          "counted", (int)(p->reason == NULL));
    if (p->reason != NULL)
        json_object_set_new(o, "reason", text(p->reason));
    else
        add_counts(o, p);
    return o;
}

bool hm__run_json(FILE *out, const struct hm__run_report *r)
{
    json_t *command = json_array(), *processes = json_array();
    for (char *const *arg = r->command; *arg != NULL; arg++)
        json_array_append_new(command, text(*arg));
    for (size_t i = 0; i < r->count; i++)
        json_array_append_new(processes, process(&r->processes[i]));
    json_t *root =
        json_pack("{s:s, s:o, s:i, s:b, s:o, s:o}", "schema", HM__RUN_SCHEMA, "command", command,
                  r->killed ? "signal" : "exit_status", r->status, "children", (int)r->children,
                  "uncounted_processes", number(r->uncounted), "processes", processes);
    if (root == NULL) {
        errno = ENOMEM;
        return false;
    }
    bool ok = json_dumpf(root, out, JSON_INDENT(2)) == 0 && fputc('\n', out) != EOF;
    json_decref(root);
    return fflush(out) == 0 && !ferror(out) && ok;
}
