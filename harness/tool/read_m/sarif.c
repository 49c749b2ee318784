/* sarif.c -- findings as SARIF 2.1.0 (OASIS), for code scanning of GitHub and for editors: a
 * finding is a result, the use that ends its way is a related location, its steps are a code flow.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "read_m/out.h"
#include "text/json.h"

enum { MOST_RESULTS = 25000 }; /* of a run, at GitHub */

static const struct {
    const char *id, *name, *help;
} rules[] = {
    [GO_M_ESCAPES] = { "escapes", "A value escapes to the heap",
                       "The compiler says that the value may outlive its function. Whether it "
                       "costs "
                       "a block is in the message: as counted by a memory profile, else as a "
                       "rule." },
    [GO_M_MOVED] = { "moved", "A variable is moved to the heap",
                     "The address of the variable may outlive its function, so each time its "
                     "declaration is reached it gets a block of its own." },
    [GO_M_STAYS] = { "stays", "A value does not escape, and may cost a block",
                     "The value need not outlive its function, but it has no fixed room there: it "
                     "may be too long, or it grows." },
};

static json_t *text(const char *s)
{
    json_t *o = json_object();
    json_object_set_new(o, "text", text_json_string(s));
    return o;
}

/* A path as a URI: relative ones to the folder that -m was asked in. */
static json_t *uri(const char *path)
{
    char *s = NULL;
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    if (path[0] == '/')
        xappend(&s, "file://");
    for (; *path != '\0'; path++)
        if (isalnum((unsigned char)*path) || strchr("/-_.~", *path) != NULL)
            xappend(&s, "%c", *path);
        else
            xappend(&s, "%%%02X", (unsigned char)*path);
    json_t *o = json_object();
    json_object_set_new(o, "uri", text_json_string(s != NULL ? s : ""));
    free(s);
    return o;
}

static json_t *location(const char *file, unsigned line, unsigned column, const char *message)
{
    json_t *o = json_object(), *physical = json_object(), *region = json_object();
    json_object_set_new(region, "startLine", json_integer(line > 0 ? line : 1));
    if (column > 0)
        json_object_set_new(region, "startColumn", json_integer(column));
    json_object_set_new(physical, "artifactLocation", uri(file));
    json_object_set_new(physical, "region", region);
    json_object_set_new(o, "physicalLocation", physical);
    if (message != NULL)
        json_object_set_new(o, "message", text(message));
    return o;
}

/* The steps that have a place. *last is the use that ends the way. */
static json_t *flow(const struct go_m_set *set, const struct go_m_finding *f, json_t **last)
{
    json_t *steps = json_array();
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct go_m_step *s = &set->steps[f->first_step + i];
        if (s->flow || s->file == NULL || s->line == 0 || s->file[0] == '<')
            continue;
        char *message = xprintf("%s (%s)", s->what, s->reason);
        json_t *step = json_object();
        json_object_set_new(step, "location", location(s->file, s->line, s->column, message));
        json_array_append_new(steps, step);
        json_decref(*last);
        *last = location(s->file, s->line, s->column, message);
        free(message);
    }
    return steps;
}

/* The same finding after lines were added above it. */
static json_t *fingerprint(const struct go_m_finding *f)
{
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */
    const char *const parts[] = { f->file, f->function, f->what, rules[f->kind].id };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        for (const char *p = parts[i] != NULL ? parts[i] : "";; p++) {
            h = (h ^ (unsigned char)*p) * 0x100000001b3u;
            if (*p == '\0')
                break;
        }
    char *hash = xprintf("%016" PRIx64, h);
    json_t *o = json_object();
    json_object_set_new(o, "heapmarkFinding/v1", text_json_string(hash));
    free(hash);
    return o;
}

static json_t *result(const struct read_m *in, const struct go_m_finding *f,
                      const struct go_m_why *why)
{
    json_t *o = json_object(), *locations = json_array(), *last = NULL;
    size_t n = 0;
    const struct read_m_line *lines =
        in->profile != NULL ? read_m_profile_at(in->profile, f->file, f->line, &n) : NULL;
    bool counted = n > 0 && lines->blocks > 0;
    char *message = read_m_message(f), *count = counted ? read_m_counted(in->profile, lines) : NULL;
    xappend(&message, ". %s%s%s", count != NULL ? count : "", count != NULL ? ". " : "",
            why->cost_why);
    if (why->change != NULL)
        xappend(&message, ". Change: %s", why->change);
    json_object_set_new(o, "ruleId", json_string(rules[f->kind].id));
    json_object_set_new(o, "ruleIndex", json_integer(f->kind));
    json_object_set_new(o, "level",
                        json_string(counted || why->cost == GO_M_COST_BLOCK ? "warning" : "note"));
    json_object_set_new(o, "message", text(message));
    json_array_append_new(locations, location(f->file, f->line, f->column, NULL));
    json_object_set_new(o, "locations", locations);
    json_object_set_new(o, "partialFingerprints", fingerprint(f));
    json_t *steps = flow(in->set, f, &last);
    if (json_array_size(steps) > 0) {
        json_t *thread = json_object(), *flows = json_object();
        json_object_set_new(thread, "locations", json_incref(steps));
        json_object_set_new(flows, "threadFlows", json_pack("[o]", thread));
        json_object_set_new(o, "codeFlows", json_pack("[o]", flows));
        json_object_set_new(o, "relatedLocations", json_pack("[O]", last));
    }
    json_decref(steps);
    json_decref(last);
    free(count);
    free(message);
    return o;
}

static json_t *driver(void)
{
    json_t *o = json_object(), *all = json_array(), *tool = json_object();
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        json_t *rule = json_object();
        json_object_set_new(rule, "id", json_string(rules[i].id));
        json_object_set_new(rule, "shortDescription", text(rules[i].name));
        json_object_set_new(rule, "fullDescription", text(rules[i].help));
        json_object_set_new(rule, "help", text(rules[i].help));
        json_array_append_new(all, rule);
    }
    json_object_set_new(o, "name", json_string("heapmark read-m"));
    json_object_set_new(o, "semanticVersion", json_string(HM_VERSION));
    json_object_set_new(o, "rules", all);
    json_object_set_new(tool, "driver", o);
    return tool;
}

void read_m_sarif(FILE *to, const struct read_m *in)
{
    xjson();
    json_t *root = json_object(), *run = json_object(), *results = json_array();
    size_t left = 0;
    for (size_t i = 0; i < in->set->n_findings; i++) {
        const struct go_m_finding *f = &in->set->findings[i];
        struct go_m_why why;
        go_m_explain(in->set, f, &why);
        bool costs = (why.cost == GO_M_COST_BLOCK || why.cost == GO_M_COST_DEPENDS) &&
                     f->file[0] != '<'; /* <autogenerated> is no file */
        if (f->kind <= GO_M_STAYS && costs && json_array_size(results) < MOST_RESULTS)
            json_array_append_new(results, result(in, f, &why));
        else if (f->kind <= GO_M_STAYS && costs)
            left++;
        go_m_why_done(&why);
    }
    if (left > 0)
        cli_error("%zu more findings are left out: a SARIF run has at most %d results", left,
                  MOST_RESULTS);
    json_object_set_new(run, "tool", driver());
    json_object_set_new(run, "columnKind", json_string("unicodeCodePoints"));
    json_object_set_new(run, "results", results);
    json_object_set_new(root, "$schema",
                        json_string("https://json.schemastore.org/sarif-2.1.0.json"));
    json_object_set_new(root, "version", json_string("2.1.0"));
    json_object_set_new(root, "runs", json_pack("[o]", run));
    text_json_write(to, root, JSON_COMPACT);
}
