/* baseline_sites.c -- blocks of each line in one operation, from a traced or counted run. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli/error.h"
#include "cli/json.h"
#include "cli/xalloc.h"
#include "compare/baseline.h"

static const char *keep(struct compare_baseline *b, const char *s)
{
    return s != NULL ? text_strpool_put(&b->pool, s, strlen(s)) : NULL;
}

static const char *string(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

/* `blocks` more, in all operations together. */
static void add(struct compare_baseline *b, const json_t *at, const char *caller, json_int_t blocks)
{
    const char *file = string(at, "file"), *function = string(at, "function");
    unsigned line = (unsigned)json_integer_value(json_object_get(at, "line"));
    char *key = xprintf("%s\n%u\n%s\n%s", file, line, function != NULL ? function : "",
                        caller != NULL ? caller : "");
    bool added;
    size_t id = text_strpool_id(&b->site_keys, key, strlen(key), &added);
    free(key);
    if (added)
        *XPUSH(b->sites, b->n_sites, b->sites_cap) =
            (struct compare_site){ keep(b, file), keep(b, function), keep(b, caller), line, 0 };
    b->sites[id].allocs += blocks;
}

/* Those of `heapmark trace --json`. Blocks whose callers do not matter have none. */
static void take_trace(struct compare_baseline *b, const json_t *sites)
{
    size_t i, k;
    json_t *site, *caller;
    json_array_foreach(sites, i, site)
    {
        json_int_t left = json_integer_value(json_object_get(site, "blocks"));
        if (string(site, "file") == NULL)
            continue;
        json_array_foreach(json_object_get(site, "callers"), k, caller)
        {
            json_int_t n = json_integer_value(json_object_get(caller, "blocks"));
            const json_t *first = json_array_get(json_object_get(caller, "frames"), 0);
            add(b, site, string(first, "function"), n);
            left -= n;
        }
        if (left > 0)
            add(b, site, NULL, left);
    }
}

/* Those of `heapmark run --json`: the site is the innermost frame that has a line. */
static void take_run(struct compare_baseline *b, const json_t *sites)
{
    size_t i, k;
    json_t *site, *frame;
    json_array_foreach(sites, i, site)
    {
        const json_t *frames = json_object_get(site, "frames");
        json_array_foreach(frames, k, frame)
        {
            if (string(frame, "file") == NULL)
                continue;
            add(b, frame, string(json_array_get(frames, k + 1), "function"),
                json_integer_value(json_object_get(site, "allocs")));
            break;
        }
    }
}

/* How often each benchmark ran its operation; 0: not each as often. */
static uint64_t operations(const struct compare_baseline *b)
{
    uint64_t n = b->n_kept > 0 ? b->kept[0].operations : 0;
    for (size_t i = 1; i < b->n_kept; i++)
        if (b->kept[i].operations != n)
            return 0;
    return n;
}

/* Per operation, truncated as Go does; what is made once is not a cost of the operation. */
static void divide(struct compare_baseline *b, uint64_t by)
{
    size_t n = 0;
    for (size_t i = 0; i < b->n_sites; i++) {
        b->sites[i].allocs /= (int64_t)by;
        if (b->sites[i].allocs > 0)
            b->sites[n++] = b->sites[i];
    }
    b->n_sites = n;
}

static bool take(struct compare_baseline *b, const json_t *root, const char *path)
{
    const char *schema = string(root, "schema");
    const json_t *process = json_array_get(json_object_get(root, "processes"), 0);
    const json_t *ranking = json_object_get(json_object_get(process, "sites"), "most_allocs");
    if (schema != NULL && strcmp(schema, "heapmark-trace/1") == 0)
        take_trace(b, json_object_get(root, "sites"));
    else if (schema != NULL && strcmp(schema, "heapmark-run/1") == 0 && ranking != NULL)
        take_run(b, ranking);
    else {
        cli_error("%s: expected a report of `heapmark trace --json` or `heapmark run --top=all "
                  "--json`",
                  path);
        return false;
    }
    return true;
}

bool compare_baseline_sites(struct compare_baseline *b, const char *path)
{
    uint64_t n = operations(b);
    if (n == 0) {
        cli_error("--sites: the benchmarks did not all run the same number of operations; "
                  "--benchtime=1000x makes them");
        return false;
    }
    json_t *root = cli_json_load(path, 0);
    b->has_sites = root != NULL && take(b, root, path);
    if (b->has_sites)
        divide(b, n);
    json_decref(root);
    return b->has_sites;
}
