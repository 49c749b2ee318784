/* explain_json.c -- `heapmark explain` as JSON, schema "heapmark.explain/1". What was not measured
 * is null, and why is under "missing". */
#include <stdlib.h>

#include "cli/explain.h"

static json_t *text(const char *s)
{
    json_t *string = s != NULL ? json_string(s) : NULL;
    return string != NULL ? string : s != NULL ? json_string("(not UTF-8)") : json_null();
}

static json_t *counted(const struct hm__measured *m)
{
    if (!m->has_allocs)
        return json_null();
    json_t *object = json_object();
    json_object_set_new(object, "allocs_per_op", json_real(m->allocs));
    json_object_set_new(object, "bytes_per_op", m->has_bytes ? json_real(m->bytes) : json_null());
    json_object_set_new(object, "varies", json_boolean(m->varies));
    return object;
}

static json_t *sites(const struct hm__site *s, size_t n)
{
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *one = json_object();
        json_object_set_new(one, "text", text(s[i].text));
        json_object_set_new(one, "file", text(s[i].file));
        json_object_set_new(one, "line", json_integer(s[i].line));
        json_array_append_new(array, one);
    }
    return array;
}

static json_t *lines(const struct hm__case *c)
{
    json_t *array = json_array();
    for (size_t i = 0; i < c->n_lines; i++) {
        const struct hm__explain_line *l = &c->lines[i];
        json_t *one = json_object();
        char *message = hm__explain_message(l);
        json_object_set_new(one, "message", text(message));
        json_object_set_new(one, "blocks", l->blocks >= 0 ? json_integer(l->blocks) : json_null());
        json_object_set_new(one, "quadrant", text(hm__quadrant(l)));
        json_object_set_new(one, "why", text(hm__quadrant_why(l)));
        json_array_append_new(array, one);
        free(message);
    }
    return array;
}

void hm__explain_json(FILE *to, const struct hm__explain *e)
{
    static const char *const names[] = { "go_m", "go_bench", "c_bench", "escape", "trace", "gcc" };
    json_t *root = json_object(), *cases = json_array(), *missing = json_object();
    for (size_t i = 0; i < e->n_cases; i++) {
        const struct hm__case *c = &e->cases[i];
        json_t *one = json_object();
        json_object_set_new(one, "name", text(c->name));
        json_object_set_new(one, "go_function", text(c->function));
        json_object_set_new(one, "go", counted(&c->go));
        json_object_set_new(one, "c", counted(&c->c));
        json_object_set_new(one, "go_lines", lines(c));
        json_object_set_new(one, "llvm",
                            e->escape != NULL ? sites(c->llvm, c->n_llvm) : json_null());
        json_object_set_new(one, "run", e->trace != NULL ? sites(c->seen, c->n_seen) : json_null());
        json_object_set_new(one, "gcc", e->gcc != NULL ? sites(c->gcc, c->n_gcc) : json_null());
        json_array_append_new(cases, one);
    }
    for (int w = 0; w < HM__WITNESSES; w++)
        json_object_set_new(missing, names[w], text(e->missing[w]));
    json_object_set_new(root, "schema", json_string("heapmark.explain/1"));
    json_object_set_new(root, "go", text(e->m.version));
    json_object_set_new(root, "missing", missing);
    json_object_set_new(root, "cases", cases);
    json_dumpf(root, to, JSON_INDENT(2));
    putc('\n', to);
    json_decref(root);
}
