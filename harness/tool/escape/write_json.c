/* write_json.c -- the verdicts for other programs; contract in write.h. */
#include <jansson.h>
#include <stdlib.h>

#include "escape/base/arena.h"
#include "escape/write.h"

static void put_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, text != NULL ? json_string(text) : json_null());
}

static void put_place(json_t *object, struct escape_place at)
{
    put_text(object, "file", at.file);
    json_object_set_new(object, "line", json_integer(at.line));
    json_object_set_new(object, "column", json_integer(at.column));
}

static json_t *flow_of(const struct escape_verdict *verdict)
{
    json_t *flow = json_array();
    for (size_t i = 0; i < verdict->flow_count; i++) {
        json_t *step = json_object();
        put_text(step, "text", verdict->flow[i].text);
        put_place(step, verdict->flow[i].at);
        json_array_append_new(flow, step);
    }
    return flow;
}

/* The members that sites, parameters and locals have in common. */
static json_t *common(const struct escape_verdict *verdict)
{
    json_t *object = json_object();
    put_place(object, verdict->at);
    put_text(object, "function", verdict->function);
    put_text(object, "message", verdict->message);
    json_object_set_new(object, "escapes", json_boolean(verdict->escapes));
    put_text(object, "reason", verdict->reason);
    if (verdict->why_at.file != NULL) {
        json_t *at = json_object();
        put_place(at, verdict->why_at);
        json_object_set_new(object, "at", at);
    } else {
        json_object_set_new(object, "at", json_null());
    }
    json_object_set_new(object, "flow", flow_of(verdict));
    return object;
}

static json_t *site_of(const struct escape_verdict *verdict)
{
    json_t *site = common(verdict);
    put_text(site, "allocator", verdict->allocator);
    put_text(site, "expression", verdict->expression);
    put_text(site, "verdict", verdict->escapes ? "escapes to heap" : "does not escape");
    put_text(site, "note", verdict->note);
    json_object_set_new(site, "wrapper", json_boolean(verdict->wrapper));
    json_object_set_new(site, "size_bytes",
                        verdict->size_known ? json_integer(verdict->size_bytes) : json_null());
    json_t *o2 = json_object();
    put_text(o2, "gcc", verdict->gcc);
    put_text(o2, "clang", verdict->clang);
    json_object_set_new(site, "o2", o2);
    return site;
}

static json_t *named(const struct escape_verdict *verdict)
{
    json_t *object = common(verdict);
    put_text(object, "name", verdict->expression);
    return object;
}

int escape_write_json(FILE *out, const struct escape_options *options,
                      const struct escape_verdicts *verdicts, const char *const compilers[2],
                      const char *llvm)
{
    /* Without memory jansson would leave members out and go on. */
    json_set_alloc_funcs(escape_get_or_exit, free);
    json_t *root = json_object(), *files = json_array();
    json_t *lists[3] = { json_array(), json_array(), json_array() };
    for (size_t i = 0; i < options->file_count; i++)
        json_array_append_new(files, json_string(options->files[i]));
    for (size_t i = 0; i < verdicts->count; i++) {
        const struct escape_verdict *verdict = &verdicts->list[i];
        json_array_append_new(lists[verdict->subject], verdict->subject == ESCAPE_SUBJECT_SITE
                                                           ? site_of(verdict)
                                                           : named(verdict));
    }
    put_text(root, "schema", "heapmark-escape/1");
    put_text(root, "llvm", llvm);
    put_text(root, "gcc", compilers[0]);
    put_text(root, "clang", compilers[1]);
    json_object_set_new(root, "files", files);
    json_object_set_new(root, "sites", lists[ESCAPE_SUBJECT_SITE]);
    json_object_set_new(root, "params", lists[ESCAPE_SUBJECT_PARAM]);
    json_object_set_new(root, "locals", lists[ESCAPE_SUBJECT_LOCAL]);
    char *text = json_dumps(root, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    int status = text != NULL && fputs(text, out) >= 0 && fputc('\n', out) != EOF ? 0 : -1;
    free(text);
    json_decref(root);
    return status;
}
