/* json.c -- `heapmark explain` as JSON, schema "heapmark.explain/1". What was not measured
 * is null, and why is under "missing". */
#include <stdlib.h>

#include "explain/explain.h"
#include "text/json.h"
#include "cli/xalloc.h"

static json_t *counted(const struct gobench_counts *m)
{
    if (!m->has_allocs)
        return json_null();
    json_t *object = json_object();
    json_object_set_new(object, "allocs_per_op", json_real(m->allocs));
    json_object_set_new(object, "bytes_per_op", m->has_bytes ? json_real(m->bytes) : json_null());
    json_object_set_new(object, "varies", json_boolean(m->varies));
    return object;
}

static json_t *sites(const struct explain_sites *s)
{
    json_t *array = json_array();
    for (size_t i = 0; i < s->n; i++) {
        json_t *one = json_object();
        json_object_set_new(one, "text", text_json_string(s->at[i].text));
        json_object_set_new(one, "file", text_json_string(s->at[i].file));
        json_object_set_new(one, "line",
                            s->at[i].line > 0 ? json_integer(s->at[i].line) : json_null());
        json_array_append_new(array, one);
    }
    return array;
}

static json_t *proofs(const struct explain_case *c)
{
    json_t *array = sites(&c->llvm), *one;
    size_t i;
    json_array_foreach(array, i, one)
    {
        int blocks = c->llvm.at[i].blocks;
        json_object_set_new(one, "blocks", blocks >= 0 ? json_integer(blocks) : json_null());
        json_object_set_new(one, "quadrant", text_json_string(explain_llvm_quadrant(c, i)));
    }
    return array;
}

static json_t *lines(const struct explain_case *c)
{
    json_t *array = json_array();
    for (size_t i = 0; i < c->n_lines; i++) {
        const struct explain_line *l = &c->lines[i];
        json_t *one = json_object();
        char *message = explain_message(l);
        json_object_set_new(one, "message", text_json_string(message));
        json_object_set_new(one, "blocks", l->blocks >= 0 ? json_integer(l->blocks) : json_null());
        json_object_set_new(one, "quadrant",
                            text_json_string(explain_quadrant(l->says, l->blocks)));
        json_object_set_new(one, "why", text_json_string(explain_quadrant_why(l)));
        json_array_append_new(array, one);
        free(message);
    }
    return array;
}

void explain_json(FILE *to, const struct explain *e)
{
    xjson();
    static const char *const names[] = { "go_m",  "go_bench", "c_bench",     "escape",
                                         "trace", "gcc",      "gcc_warnings" };
    json_t *root = json_object(), *cases = json_array(), *missing = json_object();
    for (size_t i = 0; i < e->n_cases; i++) {
        const struct explain_case *c = &e->cases[i];
        json_t *one = json_object();
        json_object_set_new(one, "name", text_json_string(c->name));
        json_object_set_new(one, "go_function", text_json_string(c->function));
        json_object_set_new(one, "go", counted(&c->go));
        json_object_set_new(one, "c", counted(&c->c));
        json_object_set_new(one, "go_lines", lines(c));
        json_object_set_new(one, "llvm", e->escape != NULL ? proofs(c) : json_null());
        json_object_set_new(one, "run", c->not_run == NULL ? sites(&c->seen) : json_null());
        json_object_set_new(one, "not_run", text_json_string(c->not_run));
        json_object_set_new(one, "no_twin", text_json_string(c->no_twin));
        for (int k = 0; k < EXPLAIN_GCC_KINDS; k++)
            json_object_set_new(one, names[EXPLAIN_GCC + k],
                                e->missing[EXPLAIN_GCC + k] == NULL ? sites(&c->gcc[k])
                                                                    : json_null());
        json_array_append_new(cases, one);
    }
    for (int w = 0; w < EXPLAIN_WITNESSES; w++)
        json_object_set_new(missing, names[w], text_json_string(e->missing[w]));
    json_object_set_new(root, "schema", json_string("heapmark.explain/1"));
    json_object_set_new(root, "go", text_json_string(e->m.version));
    json_object_set_new(root, "gcc_version", text_json_string(e->gcc_version));
    json_object_set_new(root, "missing", missing);
    json_object_set_new(root, "cases", cases);
    json_dumpf(root, to, JSON_INDENT(2));
    putc('\n', to);
    json_decref(root);
}
