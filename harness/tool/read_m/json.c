/* json.c -- findings of the Go compiler as JSON, schema "heapmark.read-m/1". What is not
 * known is null. */
#include <stdlib.h>

#include "read_m/out.h"
#include "text/json.h"
#include "cli/xalloc.h"

enum { MANY = 16 };

static json_t *count(unsigned n)
{
    return n > 0 ? json_integer(n) : json_null();
}

static json_t *measured(const struct read_m *in, const struct go_m_finding *f)
{
    struct gobench_counts m[MANY];
    size_t n = read_m_measured(in, f, m, MANY);
    json_t *array = json_array();
    for (size_t i = 0; i < n; i++) {
        json_t *one = json_object();
        json_object_set_new(one, "name", text_json_string(m[i].name));
        json_object_set_new(one, "allocs_per_op",
                            m[i].has_allocs ? json_real(m[i].allocs) : json_null());
        json_object_set_new(one, "bytes_per_op",
                            m[i].has_bytes ? json_real(m[i].bytes) : json_null());
        json_object_set_new(one, "varies", json_boolean(m[i].varies));
        json_array_append_new(array, one);
    }
    return array;
}

/* A line of the profile in one benchmark. */
static json_t *counted(const struct read_m_profile *p, const struct read_m_line *line)
{
    const struct read_m_op *op = &p->ops[line->op];
    json_t *o = json_object();
    bool known = op->count > 0;
    json_object_set_new(o, "file", text_json_string(line->file));
    json_object_set_new(o, "line", count(line->line));
    json_object_set_new(o, "function", text_json_string(line->function));
    json_object_set_new(o, "benchmark",
                        op->name[0] != '\0' ? text_json_string(op->name) : json_null());
    json_object_set_new(o, "blocks", json_integer(line->blocks));
    json_object_set_new(o, "bytes", json_integer(line->bytes));
    json_object_set_new(o, "ops", known ? json_real(op->count) : json_null());
    json_object_set_new(o, "ops_derived", json_boolean(op->about));
    json_object_set_new(o, "blocks_per_op",
                        known ? json_real((double)line->blocks / op->count) : json_null());
    json_object_set_new(o, "bytes_per_op",
                        known ? json_real((double)line->bytes / op->count) : json_null());
    json_object_set_new(o, "called", json_integer(line->called));
    json_object_set_new(o, "callee", text_json_string(line->callee));
    json_object_set_new(o, "inlined", json_integer(line->inlined));
    return o;
}

static json_t *profile(const struct read_m_profile *p)
{
    if (p == NULL)
        return json_null();
    json_t *o = json_object(), *lines = json_array();
    for (size_t i = 0; i < p->n_lines; i++)
        json_array_append_new(lines, counted(p, &p->lines[i]));
    json_object_set_new(o, "rate", json_integer(p->rate));
    json_object_set_new(o, "blocks", json_integer(p->blocks));
    json_object_set_new(o, "outside", json_integer(p->outside));
    json_object_set_new(o, "lines", lines);
    return o;
}

static json_t *finding(const struct read_m *in, const struct go_m_finding *f,
                       const struct go_m_why *why)
{
    json_t *object = json_object(), *steps = json_array();
    for (size_t i = 0; i < why->n_steps; i++)
        json_array_append_new(steps, text_json_string(why->steps[i]));
    json_object_set_new(object, "file", text_json_string(f->file));
    json_object_set_new(object, "line", count(f->line));
    json_object_set_new(object, "column", count(f->column));
    json_object_set_new(object, "function", text_json_string(f->function));
    json_object_set_new(object, "verdict", text_json_string(go_m_kind_name(f->kind)));
    json_object_set_new(object, "what", text_json_string(f->what));
    json_object_set_new(object, "result", text_json_string(f->result));
    json_object_set_new(object, "cause", text_json_string(go_m_root_name(why->root)));
    json_object_set_new(object, "because", steps);
    json_object_set_new(object, "cost", text_json_string(go_m_cost_name(why->cost)));
    json_object_set_new(object, "cost_why", text_json_string(why->cost_why));
    json_object_set_new(object, "change", text_json_string(why->change));
    json_object_set_new(object, "measured", in->bench != NULL ? measured(in, f) : json_null());
    return object;
}

void read_m_json(FILE *to, const struct read_m *in)
{
    xjson();
    const struct go_m_set *set = in->set;
    json_t *root = json_object(), *findings = json_array(), *problems = json_array();
    for (size_t i = 0; i < set->n_findings; i++) {
        struct go_m_why why;
        go_m_explain(set, &set->findings[i], &why);
        if (read_m_shown(in, &set->findings[i], &why))
            json_array_append_new(findings, finding(in, &set->findings[i], &why));
        go_m_why_done(&why);
    }
    for (size_t i = 0; i < set->n_problems; i++)
        json_array_append_new(problems, text_json_string(set->problems[i].text));
    json_object_set_new(root, "schema", json_string("heapmark.read-m/1"));
    json_object_set_new(root, "go", text_json_string(set->version));
    json_object_set_new(root, "profile", profile(in->profile));
    json_object_set_new(root, "findings", findings);
    json_object_set_new(root, "problems", problems);
    text_json_write(to, root, JSON_INDENT(2));
}
