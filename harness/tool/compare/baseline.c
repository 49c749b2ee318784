/* baseline.c -- take exact counts from benchmark results, keep them in a file and read it again. */
#include "compare/baseline.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/error.h"
#include "cli/json.h"
#include "cli/xalloc.h"
#include "text/json.h"

void compare_baseline_done(struct compare_baseline *b)
{
    text_strpool_done(&b->pool);
    text_strpool_done(&b->keys);
    text_strpool_done(&b->site_keys);
    free(b->kept);
    free(b->sites);
    *b = (struct compare_baseline){ 0 };
}

static const char *keep(struct compare_baseline *b, const char *s)
{
    return s != NULL ? text_strpool_put(&b->pool, s, strlen(s)) : NULL;
}

/* Two names that differ must not have one key: a unit has no blank. The file is JSON, so it has
 * names and units in UTF-8, also where the results have not. */
static char *key_of(const char *name, const char *unit)
{
    char *key = xprintf("%s %s", unit, name);
    hm_base_make_utf8(key);
    return key;
}

const struct compare_kept *compare_baseline_find(const struct compare_baseline *b, const char *name,
                                                 const char *unit)
{
    char *key = key_of(name, unit);
    const struct compare_kept *found = NULL;
    if (text_strpool_has(&b->keys, key, strlen(key)))
        found = &b->kept[text_strpool_id((struct text_strpool *)&b->keys, key, strlen(key), NULL)];
    free(key);
    return found;
}

/* The count of that name and unit; *added: it is new, and all zero. */
static struct compare_kept *put(struct compare_baseline *b, const char *name, const char *unit,
                                bool *added)
{
    char *key = key_of(name, unit);
    size_t id = text_strpool_id(&b->keys, key, strlen(key), added);
    free(key);
    if (*added)
        *XPUSH(b->kept, b->n_kept, b->kept_cap) =
            (struct compare_kept){ .name = keep(b, name), .unit = keep(b, unit) };
    return &b->kept[id];
}

static bool is_exact(const struct gobench_set *set, const char *unit)
{
    const struct gobench_unit *known = gobench_set_unit(set, unit);
    if (known != NULL && known->assume != GOBENCH_ASSUME_UNSAID)
        return known->assume == GOBENCH_ASSUME_EXACT;
    return strcmp(unit, "allocs/op") == 0 || strcmp(unit, "B/op") == 0;
}

/* Does every result end in the same -N? Then it says how many processors the machine has, and is no
 * part of the name: the baseline may be from another machine. */
static bool one_machine(const struct gobench_set *set)
{
    const char *first = NULL, *value;
    size_t len, value_len, first_len = 0;
    for (size_t i = 0; i < set->n_results; i++) {
        if (gobench_name_part(set->results[i].name, "/gomaxprocs", &len, &value, &value_len) ==
            SIZE_MAX)
            return false;
        if (i > 0 && (value_len != first_len || strncmp(value, first, value_len) != 0))
            return false;
        first = value;
        first_len = value_len;
    }
    return true;
}

static const char *package_of(const struct gobench_set *set, size_t result)
{
    const char *package = gobench_result_config(set, &set->results[result], "pkg");
    return package != NULL ? package : "";
}

static bool one_package(const struct gobench_set *set)
{
    for (size_t i = 1; i < set->n_results; i++)
        if (strcmp(package_of(set, i), package_of(set, 0)) != 0)
            return false;
    return true;
}

/* The name of a result. `procs`: without -N. `package`: with its package in front. Owned. */
static char *name_of(const struct gobench_set *set, size_t result, bool procs, bool package)
{
    const struct gobench_result *r = &set->results[result];
    const char *value;
    size_t len, value_len, at = SIZE_MAX;
    if (procs)
        at = gobench_name_part(r->name, "/gomaxprocs", &len, &value, &value_len);
    char *name = at != SIZE_MAX ? xstrndup(r->name, at) : xprintf("%s", r->name);
    if (!package)
        return name;
    char *whole = xprintf("%s.%s", package_of(set, result), name);
    free(name);
    return whole;
}

static void take(struct compare_baseline *b, const struct gobench_set *set,
                 const struct gobench_result *r, const struct gobench_value *v, const char *name)
{
    const struct gobench_unit *unit = gobench_set_unit(set, v->unit);
    bool added;
    struct compare_kept *k = put(b, name, v->unit, &added);
    k->varies = k->varies || (!added && k->value != v->value);
    k->value = added || v->value > k->value ? v->value : k->value;
    k->more = unit != NULL && unit->better > 0;
    k->operations += r->iterations;
}

void compare_baseline_take(struct compare_baseline *b, const struct gobench_set *set)
{
    bool procs = one_machine(set), package = !one_package(set);
    for (size_t i = 0; i < set->n_results; i++) {
        const struct gobench_result *r = &set->results[i];
        char *name = name_of(set, i, procs, package);
        for (size_t k = 0; k < r->n_values; k++) {
            const struct gobench_value *v = &set->values[r->first_value + k];
            if (is_exact(set, v->unit) && isfinite(v->value)) /* else it is not measured */
                take(b, set, r, v, name);
        }
        free(name);
    }
}

static json_t *kept_json(const struct compare_kept *k)
{
    json_t *o = json_object();
    bool whole = k->value >= 0 && k->value < 9e15 && k->value == (double)(int64_t)k->value;
    json_object_set_new(o, "name", text_json_string(k->name));
    json_object_set_new(o, "unit", text_json_string(k->unit));
    json_object_set_new(o, "value",
                        whole ? json_integer((json_int_t)k->value) : text_json_real(k->value));
    if (k->more)
        json_object_set_new(o, "better", json_string("higher"));
    return o;
}

static json_t *site_json(const struct compare_site *s)
{
    json_t *o = json_object();
    json_object_set_new(o, "file", text_json_string(s->file));
    json_object_set_new(o, "line", json_integer(s->line));
    json_object_set_new(o, "function", text_json_string(s->function));
    if (s->caller != NULL)
        json_object_set_new(o, "caller", text_json_string(s->caller));
    json_object_set_new(o, "allocs", json_integer(s->allocs));
    return o;
}

bool compare_baseline_write(const struct compare_baseline *b, const char *path)
{
    xjson();
    json_t *root = json_object(), *kept = json_array(), *sites = json_array();
    for (size_t i = 0; i < b->n_kept; i++)
        json_array_append_new(kept, kept_json(&b->kept[i]));
    for (size_t i = 0; i < b->n_sites; i++)
        json_array_append_new(sites, site_json(&b->sites[i]));
    json_object_set_new(root, "schema", json_string(COMPARE_BASELINE_SCHEMA));
    json_object_set_new(root, "benchmarks", kept);
    if (b->has_sites)
        json_object_set(root, "sites", sites);
    json_decref(sites);
    /* Beside the file and then in its place: a ratchet must not be lost half-way. */
    char *beside = xprintf("%s.new", path);
    FILE *to = fopen(beside, "w");
    bool ok = to != NULL && text_json_write(to, root, JSON_INDENT(1) | JSON_REAL_PRECISION(17));
    int why = errno;
    if (to == NULL)
        json_decref(root);
    if (to != NULL && fclose(to) != 0 && ok) {
        why = errno;
        ok = false;
    }
    if (ok && rename(beside, path) != 0) {
        why = errno;
        ok = false;
    }
    if (!ok) {
        unlink(beside);
        cli_error("%s: cannot be written: %s", path, strerror(why));
    }
    free(beside);
    return ok;
}

static const char *string(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

static bool read_kept(struct compare_baseline *b, const json_t *list)
{
    bool added;
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        const char *name = string(one, "name"), *unit = string(one, "unit");
        const char *better = string(one, "better");
        const json_t *value = json_object_get(one, "value");
        if (name == NULL || unit == NULL || !json_is_number(value))
            return false;
        struct compare_kept *k = put(b, name, unit, &added);
        k->value = json_number_value(value);
        k->more = better != NULL && strcmp(better, "higher") == 0;
    }
    return json_is_array(list);
}

static bool read_sites(struct compare_baseline *b, const json_t *list)
{
    size_t i;
    json_t *one;
    b->has_sites = list != NULL;
    json_array_foreach(list, i, one)
    {
        const json_t *line = json_object_get(one, "line"), *n = json_object_get(one, "allocs");
        if (string(one, "file") == NULL || !json_is_integer(line) || !json_is_integer(n))
            return false;
        *XPUSH(b->sites, b->n_sites, b->sites_cap) =
            (struct compare_site){ .file = keep(b, string(one, "file")),
                                   .function = keep(b, string(one, "function")),
                                   .caller = keep(b, string(one, "caller")),
                                   .line = (unsigned)json_integer_value(line),
                                   .allocs = json_integer_value(n) };
    }
    return list == NULL || json_is_array(list);
}

bool compare_baseline_read(struct compare_baseline *b, const char *path)
{
    json_t *root = cli_json_load(path, 0);
    const char *schema = string(root, "schema");
    bool ok = false;
    if (root == NULL)
        return false;
    if (schema == NULL || strcmp(schema, COMPARE_BASELINE_SCHEMA) != 0)
        cli_error("%s: schema %s, expected " COMPARE_BASELINE_SCHEMA " (--save writes it)", path,
                  schema != NULL ? schema : "is missing");
    else if (!(ok = read_kept(b, json_object_get(root, "benchmarks")) &&
                    read_sites(b, json_object_get(root, "sites"))))
        cli_error("%s: a benchmark or a site of it lacks a member; --save writes it anew", path);
    json_decref(root);
    return ok;
}
