/* sarif.c -- the members that GitHub wants of SARIF, and no more; contract in sarif.h. */
#include "formats/sarif.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/error.h"
#include "cli/xalloc.h"
#include "text/json.h"

static json_t *text(const char *s)
{
    json_t *o = json_object();
    json_object_set_new(o, "text", text_json_string(s));
    return o;
}

/* What stands in this folder is named from here: code scanning knows no other paths. */
static const char *relative(const char *path)
{
    char folder[4096];
    size_t n = getcwd(folder, sizeof folder) != NULL ? strlen(folder) : 0;
    if (n > 1 && strncmp(path, folder, n) == 0 && path[n] == '/')
        path += n + 1;
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    return path;
}

/* A path as a URI. */
static json_t *uri(const char *path)
{
    char *s = NULL;
    path = relative(path);
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

static json_t *location(const struct formats_place *at)
{
    json_t *o = json_object(), *physical = json_object(), *region = json_object();
    json_object_set_new(region, "startLine", json_integer(at->line > 0 ? at->line : 1));
    if (at->column > 0)
        json_object_set_new(region, "startColumn", json_integer(at->column));
    json_object_set_new(physical, "artifactLocation", uri(at->file));
    json_object_set_new(physical, "region", region);
    json_object_set_new(o, "physicalLocation", physical);
    if (at->message != NULL)
        json_object_set_new(o, "message", text(at->message));
    return o;
}

/* FNV-1a of what the finding is recognised by. */
static json_t *fingerprint(const char *const *parts, size_t count)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < count; i++)
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

static void put_steps(json_t *o, const struct formats_finding *f)
{
    if (f->step_count == 0)
        return;
    json_t *steps = json_array(), *thread = json_object(), *flows = json_object();
    for (size_t i = 0; i < f->step_count; i++) {
        json_t *step = json_object();
        json_object_set_new(step, "location", location(&f->steps[i]));
        json_array_append_new(steps, step);
    }
    json_object_set_new(thread, "locations", steps);
    json_object_set_new(flows, "threadFlows", json_pack("[o]", thread));
    json_object_set_new(o, "codeFlows", json_pack("[o]", flows));
}

static void put_related(json_t *o, const struct formats_finding *f)
{
    json_t *list = json_array();
    if (f->step_count > 0)
        json_array_append_new(list, location(&f->steps[f->step_count - 1]));
    for (size_t i = 0; i < f->related_count; i++)
        json_array_append_new(list, location(&f->related[i]));
    if (json_array_size(list) > 0)
        json_object_set(o, "relatedLocations", list);
    json_decref(list);
}

void formats_sarif_begin(struct formats_sarif *sarif, const struct formats_rule *rules,
                         size_t count)
{
    *sarif = (struct formats_sarif){ json_array(), rules, count, 0 };
}

void formats_sarif_add(struct formats_sarif *sarif, const struct formats_finding *f)
{
    const char *id = sarif->rules[f->rule].id;
    const char *const parts[] = { f->identity[0], f->identity[1], f->identity[2],
                                  f->identity[3] != NULL ? f->identity[3] : id };
    if (json_array_size(sarif->results) >= FORMATS_SARIF_MOST) {
        sarif->left_out++;
        return;
    }
    json_t *o = json_object();
    json_object_set_new(o, "ruleId", json_string(id));
    json_object_set_new(o, "ruleIndex", json_integer((json_int_t)f->rule));
    json_object_set_new(o, "level", json_string(f->warning ? "warning" : "note"));
    json_object_set_new(o, "message", text(f->message));
    json_object_set_new(o, "locations", json_pack("[o]", location(&f->at)));
    json_object_set_new(o, "partialFingerprints",
                        fingerprint(parts, sizeof parts / sizeof parts[0]));
    if (f->count > 0)
        json_object_set_new(o, "occurrenceCount", json_integer((json_int_t)f->count));
    put_steps(o, f);
    put_related(o, f);
    json_array_append_new(sarif->results, o);
}

static json_t *driver(const struct formats_sarif *sarif, const char *name)
{
    json_t *o = json_object(), *all = json_array(), *tool = json_object();
    for (size_t i = 0; i < sarif->rule_count; i++) {
        json_t *rule = json_object();
        json_object_set_new(rule, "id", json_string(sarif->rules[i].id));
        json_object_set_new(rule, "shortDescription", text(sarif->rules[i].name));
        json_object_set_new(rule, "fullDescription", text(sarif->rules[i].help));
        json_object_set_new(rule, "help", text(sarif->rules[i].help));
        json_array_append_new(all, rule);
    }
    json_object_set_new(o, "name", json_string(name));
    json_object_set_new(o, "semanticVersion", json_string(HM_VERSION_TEXT));
    json_object_set_new(o, "rules", all);
    json_object_set_new(tool, "driver", o);
    return tool;
}

bool formats_sarif_end(struct formats_sarif *sarif, FILE *to, const char *tool)
{
    json_t *root = json_object(), *run = json_object();
    if (sarif->left_out > 0)
        cli_error("%zu more findings are left out: a SARIF run has at most %d results",
                  sarif->left_out, FORMATS_SARIF_MOST);
    json_object_set_new(run, "tool", driver(sarif, tool));
    json_object_set_new(run, "columnKind", json_string("unicodeCodePoints"));
    json_object_set_new(run, "results", sarif->results);
    json_object_set_new(root, "$schema",
                        json_string("https://json.schemastore.org/sarif-2.1.0.json"));
    json_object_set_new(root, "version", json_string("2.1.0"));
    json_object_set_new(root, "runs", json_pack("[o]", run));
    return text_json_write(to, root, JSON_COMPACT);
}
