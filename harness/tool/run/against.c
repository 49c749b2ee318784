/* against.c -- match the stacks of two runs by the names of their functions; a frame without a
 * name is known by its place in the file. */
#include "run/against.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli/error.h"
#include "cli/json.h"
#include "run/frames.h"

struct run_old {
    const char *file, *exe;
    json_t *root; /* owns the names */
    size_t total, count;
    struct run_site *sites;
};

/* A site of the older report, as text that is the same for no other site. */
struct listed {
    char *text;
    json_t *site;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(((const struct listed *)a)->text, ((const struct listed *)b)->text);
}

static const char *text_of(json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

static bool read_frames(json_t *list, struct run_site *site)
{
    size_t i;
    json_t *f;
    struct run_frame *frames = calloc(json_array_size(list) + 1, sizeof *frames);
    site->frames = frames;
    json_array_foreach(list, i, f)
    {
        if (frames == NULL)
            break;
        frames[site->frame_count++] = (struct run_frame){
            .function = text_of(f, "function"),
            .file = text_of(f, "file"),
            .module = text_of(f, "module"),
            .line = (unsigned)json_integer_value(json_object_get(f, "line")),
            .inlined = json_is_true(json_object_get(f, "inlined")),
            .address = (uint64_t)json_integer_value(json_object_get(f, "address")),
        };
    }
    return frames != NULL;
}

/* `lacks` becomes the key that is missing: what is not known must not be compared as 0. */
static bool read_site(json_t *from, struct run_site *to, const char **lacks)
{
    for (int i = 0; i < RUN_ORDERS; i++) {
        json_t *amount = json_object_get(from, run_orders[i].key);
        if (!json_is_integer(amount)) {
            *lacks = run_orders[i].key;
            return false;
        }
        to->amount[i] = json_integer_value(amount);
    }
    json_t *frames = json_object_get(from, "frames");
    if (!json_is_array(frames)) {
        *lacks = "frames";
        return false;
    }
    to->cut = json_is_true(json_object_get(from, "cut"));
    return read_frames(frames, to);
}

/* The sites of all rankings, each once. False: one lacks a key, or no memory. */
static bool read_listed(struct run_old *old, json_t *sites, const char **lacks)
{
    size_t room = 1, n = 0, i;
    for (int r = 0; r < RUN_ORDERS; r++)
        room += json_array_size(json_object_get(sites, run_orders[r].ranking));
    struct listed *all = calloc(room, sizeof *all);
    old->sites = calloc(room, sizeof *old->sites);
    bool ok = all != NULL && old->sites != NULL;
    for (int r = 0; ok && r < RUN_ORDERS; r++) {
        json_t *list = json_object_get(sites, run_orders[r].ranking), *site;
        json_array_foreach(list, i, site)
        {
            all[n] = (struct listed){ json_dumps(site, JSON_COMPACT | JSON_SORT_KEYS), site };
            ok = ok && all[n++].text != NULL;
        }
    }
    if (ok && n > 1)
        qsort(all, n, sizeof *all, by_text);
    for (i = 0; ok && i < n; i++)
        if (i == 0 || by_text(&all[i - 1], &all[i]) != 0)
            ok = read_site(all[i].site, &old->sites[old->count++], lacks);
    for (i = 0; all != NULL && i < n; i++)
        free(all[i].text);
    free(all);
    return ok;
}

struct run_old *run_against_read(const char *file)
{
    const char *lacks = NULL;
    json_t *root = cli_json_load(file, 0);
    if (root == NULL)
        return NULL;
    struct run_old *old = calloc(1, sizeof *old);
    if (old == NULL) {
        cli_error("%s: no memory", file);
        json_decref(root);
        return NULL;
    }
    old->file = file;
    old->root = root;
    const char *schema = text_of(old->root, "schema");
    json_t *first = json_array_get(json_object_get(old->root, "processes"), 0);
    json_t *sites = json_object_get(first, "sites");
    old->exe = text_of(first, "exe");
    old->total = (size_t)json_integer_value(json_object_get(sites, "total"));
    if (schema == NULL || strcmp(schema, RUN_SCHEMA) != 0)
        cli_error("%s: is no report of `heapmark run --json`", file);
    else if (sites == NULL)
        cli_error("%s: has no sites; make it with --sites --json", file);
    else if (read_listed(old, sites, &lacks))
        return old;
    else if (lacks != NULL)
        cli_error("%s: does not say %s of its sites; make it with this heapmark", file, lacks);
    else
        cli_error("%s: no memory", file);
    run_against_free(old);
    return NULL;
}

void run_against_free(struct run_old *old)
{
    if (old == NULL)
        return;
    for (size_t i = 0; i < old->count; i++)
        free((void *)old->sites[i].frames);
    free(old->sites);
    json_decref(old->root);
    free(old);
}

struct item {
    char *names; /* owned */
    const struct run_site *site;
    bool old;
};

static bool add_item(struct item *items, size_t *n, const struct run_site *site, bool old)
{
    size_t size;
    char *names = NULL;
    FILE *to = open_memstream(&names, &size);
    for (size_t i = 0; to != NULL && i < site->frame_count; i++) {
        const struct run_frame *f = &site->frames[i];
        if (f->function != NULL)
            fprintf(to, "%s\n", f->function);
        else
            fprintf(to, "%s+0x%" PRIx64 "\n", f->module != NULL ? f->module : "??", f->address);
    }
    if (to == NULL || fclose(to) != 0)
        return false;
    items[(*n)++] = (struct item){ names, site, old };
    return true;
}

/* This run's first, so that its frames are those shown. */
static int by_names(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    int order = strcmp(x->names, y->names);
    return order != 0 ? order : (int)x->old - (int)y->old;
}

static int64_t change_in(const struct run_change *c, enum run_order by)
{
    return c->now[by] - c->before[by];
}

/* The largest change comes first. */
static int by_change(const void *a, const void *b, void *order)
{
    enum run_order by = *(const enum run_order *)order;
    int64_t x = llabs(change_in(a, by)), y = llabs(change_in(b, by));
    if (x != y)
        return x < y ? 1 : -1;
    x = llabs(change_in(a, by ^ 1u));
    y = llabs(change_in(b, by ^ 1u));
    return x != y ? (x < y ? 1 : -1) : 0;
}

static bool is_zero(const int64_t *amount, enum run_order by)
{
    return amount[by] == 0 && amount[by ^ 1u] == 0;
}

static void judge(struct run_change *c, const struct run_against *a)
{
    int64_t by = change_in(c, a->by) != 0 ? change_in(c, a->by) : change_in(c, a->by ^ 1u);
    if (by == 0)
        c->what = "same";
    else if (is_zero(c->before, a->by))
        c->what = a->listed < a->total ? "not_listed" : "new";
    else if (is_zero(c->now, a->by))
        c->what = "gone";
    else
        c->what = by > 0 ? "up" : "down";
}

/* Items of the same names become one change. */
static bool merge(const struct item *items, size_t n, struct run_against *a)
{
    a->changes = calloc(n + 1, sizeof *a->changes);
    for (size_t i = 0; a->changes != NULL && i < n; i++) {
        if (i == 0 || strcmp(items[i - 1].names, items[i].names) != 0)
            a->changes[a->count++].site = items[i].site;
        struct run_change *c = &a->changes[a->count - 1];
        for (int by = 0; by < RUN_ORDERS; by++)
            (items[i].old ? c->before : c->now)[by] += items[i].site->amount[by];
    }
    for (size_t i = 0; i < a->count; i++) {
        judge(&a->changes[i], a);
        a->differ += strcmp(a->changes[i].what, "same") != 0;
    }
    return a->changes != NULL;
}

bool run_against_compare(const struct run_wish *wish, struct run_sites *out)
{
    const struct run_old *old = wish->against;
    struct run_against *a = &out->against;
    struct item *items = calloc(out->total + old->count + 1, sizeof *items);
    size_t n = 0;
    bool ok = items != NULL;
    *a = (struct run_against){ .file = old->file,
                               .exe = old->exe,
                               .listed = old->count,
                               .total = old->total,
                               .by = wish->first };
    for (size_t i = 0; ok && i < out->total; i++)
        if (run_in_filter(&out->all[i], wish->filter))
            ok = add_item(items, &n, &out->all[i], false);
    for (size_t i = 0; ok && i < old->count; i++)
        if (run_in_filter(&old->sites[i], wish->filter))
            ok = add_item(items, &n, &old->sites[i], true);
    if (ok)
        qsort(items, n, sizeof *items, by_names);
    ok = ok && merge(items, n, a);
    if (ok)
        qsort_r(a->changes, a->count, sizeof *a->changes, by_change, &a->by);
    a->shown = a->differ < wish->top ? a->differ : wish->top;
    for (size_t i = 0; i < n; i++)
        free(items[i].names);
    free(items);
    return ok;
}

void run_against_done(struct run_against *against)
{
    free(against->changes);
}
