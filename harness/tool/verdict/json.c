/* json.c -- one traced run as JSON; the schema is docs/reference/trace-json.md. */
#include <jansson.h>
#include <sys/wait.h>

#include "text/json.h"
#include "valgrind/seen.h"
#include "verdict/report.h"
#include "verdict/view.h"

static const char *const end_kinds[VERDICT_END_KINDS] = {
    [VERDICT_END_STAYED] = "stayed",       [VERDICT_END_OUTLIVED] = "outlived",
    [VERDICT_END_LEFT_ALL] = "left_all",   [VERDICT_END_OTHER_THREAD] = "other_thread",
    [VERDICT_END_NOT_FREED] = "not_freed", [VERDICT_END_UNKNOWN] = "unknown",
};

static json_t *count(uint64_t value)
{
    return json_integer((json_int_t)value);
}

static json_t *number(int value)
{
    return value > 0 ? json_integer(value) : json_null();
}

static void put_at(json_t *to, const struct verdict_at *at)
{
    text_json_put(to, "file", text_json_string(at->file));
    text_json_put(to, "line", number(at->line));
    text_json_put(to, "column", number(at->column));
    text_json_put(to, "function", text_json_string(at->function));
}

static json_t *freed_json(const struct verdict_end *e)
{
    json_t *list = json_array();
    for (size_t i = 0; i < e->freed_count; i++) {
        json_t *one = json_object();
        put_at(one, &e->freed[i].at);
        text_json_put(one, "blocks", count(e->freed[i].blocks));
        text_json_add(list, one);
    }
    return list;
}

static const char *const whys[] = {
    [VERDICT_KNOWN] = "not_followed", [VERDICT_STACKS_SWITCHED] = "stacks_switched",
    [VERDICT_TOO_DEEP] = "too_deep",  [VERDICT_SIGNAL] = "signal",
    [VERDICT_NO_FRAME] = "no_frame",  [VERDICT_NO_ROOM] = "no_room",
};

static json_t *end_json(const struct verdict_site *site, const struct verdict_end *e)
{
    char line[2048];
    json_t *end = json_object();
    text_json_put(end, "kind", json_string(end_kinds[e->kind]));
    bool home = verdict_has_home(e);
    text_json_put(end, "depth", home ? json_integer(e->depth) : json_null());
    if (e->depth_more > 0)
        text_json_put(end, "depth_max", json_integer(e->depth + e->depth_more));
    text_json_put(end, "home_function", text_json_string(e->home));
    text_json_put(end, "blocks", count(e->blocks));
    text_json_put(end, "bytes", count(e->bytes));
    text_json_put(end, "live_max", home ? count(e->live_max) : json_null());
    text_json_put(end, "freed_at", freed_json(e));
    if (e->kind == VERDICT_END_UNKNOWN)
        text_json_put(end, "unknown_because", text_json_string(whys[e->why]));
    if (e->sure != NULL)
        text_json_put(end, "sure_function", text_json_string(e->sure));
    text_json_put(end, "text", text_json_string(verdict_end_text(site, e, line, sizeof line)));
    return end;
}

static json_t *callers_json(const struct verdict_site *site)
{
    json_t *list = json_array();
    for (size_t i = 0; i < site->caller_count; i++) {
        const struct verdict_caller *c = &site->callers[i];
        json_t *one = json_object(), *frames = json_array();
        for (size_t k = 0; k < c->count; k++) {
            json_t *frame = json_object();
            put_at(frame, &c->frames[k]);
            text_json_add(frames, frame);
        }
        text_json_put(one, "frames", frames);
        text_json_put(one, "cut", json_boolean(c->cut));
        if (c->left_out_max > 0) {
            text_json_put(one, "left_out_min", json_integer(c->left_out_min));
            text_json_put(one, "left_out_max", json_integer(c->left_out_max));
        }
        text_json_put(one, "blocks", count(c->blocks));
        text_json_put(one, "home_blocks", count(c->home_blocks));
        bool home = c->home_blocks > 0;
        text_json_put(one, "depth_min", home ? json_integer(c->depth_min) : json_null());
        text_json_put(one, "depth_max", home ? json_integer(c->depth_max) : json_null());
        text_json_add(list, one);
    }
    return list;
}

/* Trailing zeros left out. */
static json_t *histogram(const uint64_t *values, size_t size)
{
    json_t *list = json_array();
    while (size > 0 && values[size - 1] == 0)
        size--;
    for (size_t i = 0; i < size; i++)
        text_json_add(list, count(values[i]));
    return list;
}

static uint64_t blocks_of(const struct verdict_site *site, enum verdict_end_kind kind)
{
    uint64_t blocks = 0;
    for (size_t i = 0; i < site->end_count; i++)
        if (site->ends[i].kind == kind)
            blocks += site->ends[i].blocks;
    return blocks;
}

/* The one home of all blocks with a home; NULL if there is none or several. */
static const char *one_home(const struct verdict_site *site)
{
    const char *home = NULL;
    for (size_t i = 0; i < site->end_count; i++) {
        if (site->ends[i].home == NULL)
            continue;
        if (home != NULL && home != site->ends[i].home)
            return NULL;
        home = site->ends[i].home;
    }
    return home;
}

static json_t *all_freed(const struct verdict_site *site)
{
    json_t *list = json_array();
    for (size_t i = 0; i < site->end_count; i++) {
        json_t *some = freed_json(&site->ends[i]);
        json_array_extend(list, some);
        json_decref(some);
    }
    return list;
}

static void put_growth(json_t *to, const struct verdict_site *site)
{
    json_t *growth = json_object();
    text_json_put(growth, "reallocs", count(site->moves));
    text_json_put(growth, "growths", count(site->growths));
    text_json_put(growth, "blocks", count(site->grown));
    text_json_put(growth, "from", site->grown ? count(site->grow_from) : json_null());
    text_json_put(growth, "to", site->grown ? count(site->grow_to) : json_null());
    text_json_put(to, "grown", growth);
}

static json_t *site_json(const struct verdict_site *site)
{
    char line[VERDICT_LINE];
    json_t *s = json_object(), *ends = json_array();

    put_at(s, &site->at);
    text_json_put(s, "allocator", text_json_string(site->allocator));
    text_json_put(s, "allocated_by",
                  text_json_string(site->inner != NULL ? site->inner : site->allocator));
    text_json_put(s, "blocks", count(site->blocks));
    text_json_put(s, "bytes", count(site->bytes));
    text_json_put(s, "size_min", count(site->size_min));
    text_json_put(s, "size_max", count(site->size_max));
    text_json_put(s, "size_is_constant",
                  site->source_size == VERDICT_SIZE_UNKNOWN
                      ? json_null()
                      : json_boolean(site->source_size == VERDICT_SIZE_CONSTANT));
    text_json_put(s, "size_log2", histogram(site->size_log2, VERDICT_SIZES));
    text_json_put(s, "depth_min", site->depth_known ? json_integer(site->depth_min) : json_null());
    text_json_put(s, "depth_max", site->depth_known ? json_integer(site->depth_max) : json_null());
    text_json_put(s, "depth_histogram", histogram(site->depth_histogram, VERDICT_DEPTHS));
    text_json_put(s, "freed_by_other_thread", count(blocks_of(site, VERDICT_END_OTHER_THREAD)));
    text_json_put(s, "not_freed", count(blocks_of(site, VERDICT_END_NOT_FREED)));
    text_json_put(s, "unknown", count(blocks_of(site, VERDICT_END_UNKNOWN)));
    text_json_put(s, "outlived_thread", count(site->outlived_thread));
    text_json_put(s, "stackable_blocks", count(verdict_stackable(site, false)));
    text_json_put(s, "live_max", count(site->live_max));
    text_json_put(s, "live_peak", count(site->live_peak));
    put_growth(s, site);
    text_json_put(s, "home_function", text_json_string(one_home(site)));
    text_json_put(s, "freed_at", all_freed(site));
    for (size_t i = 0; i < site->end_count; i++)
        text_json_add(ends, end_json(site, &site->ends[i]));
    text_json_put(s, "text", text_json_string(verdict_site_text(site, line, sizeof line)));
    text_json_put(s, "verdicts", ends);
    text_json_put(s, "callers", callers_json(site));
    text_json_put(s, "advice", text_json_string(site->advice));
    return s;
}

static json_t *event_json(const struct verdict_event *e, size_t time)
{
    static const char *const kinds[] = { [VERDICT_ENTER] = "enter",
                                         [VERDICT_LEAVE] = "leave",
                                         [VERDICT_ALLOC] = "alloc",
                                         [VERDICT_FREE] = "free",
                                         [VERDICT_REALLOC] = "realloc" };
    json_t *event = json_object();
    bool block = e->kind != VERDICT_ENTER && e->kind != VERDICT_LEAVE;

    text_json_put(event, "t", count(time));
    text_json_put(event, "kind", json_string(kinds[e->kind]));
    text_json_put(event, "thread", json_integer(e->thread));
    text_json_put(event, block ? "block" : "activation", count(e->id));
    if (e->owner != 0)
        text_json_put(event, block ? "activation" : "caller", count(e->owner));
    if (e->function != NULL)
        text_json_put(event, "function", text_json_string(e->function));
    if (e->at.file != NULL) {
        text_json_put(event, "file", text_json_string(e->at.file));
        text_json_put(event, "line", number(e->at.line));
        text_json_put(event, "column", number(e->at.column));
    }
    if (e->kind == VERDICT_ALLOC || e->kind == VERDICT_REALLOC)
        text_json_put(event, "size", count(e->size));
    if (e->jumped)
        text_json_put(event, "jumped", json_true());
    return event;
}

static json_t *region_json(const struct vg_seen_region *region)
{
    json_t *r = json_object(), *calls = json_object();
    char number[16];
    text_json_put(r, "name", text_json_string(region->name));
    text_json_put(r, "entered", count(region->entered));
    text_json_put(r, "ops", count(region->ops));
    text_json_put(r, "allocs", count(region->allocs));
    text_json_put(r, "frees", count(region->frees));
    text_json_put(r, "reallocs", count(region->reallocs));
    text_json_put(r, "bytes", count(region->bytes));
    text_json_put(r, "brk", count(region->brks));
    text_json_put(r, "mmap", count(region->mmaps));
    text_json_put(r, "stack_high",
                  region->measured_stack ? count(region->stack_high) : json_null());
    text_json_put(r, "outside_instructions",
                  region->measured_outside ? count(region->outside) : json_null());
    for (size_t i = 0; i < VG_SEEN_SYSCALLS; i++) {
        if (region->syscalls[i] == 0)
            continue;
        snprintf(number, sizeof number, "%zu", i);
        text_json_put(calls, number, count(region->syscalls[i]));
    }
    text_json_put(r, "system_calls", calls);
    return r;
}

static json_t *regions_json(const struct verdict_report *r)
{
    json_t *list = json_array();
    for (size_t i = 0; i < r->region_count; i++)
        text_json_add(list, region_json(&r->regions[i]));
    return list;
}

static json_t *totals_json(const struct verdict_report *r)
{
    json_t *t = json_object(), *homes = json_array();
    text_json_put(t, "blocks", count(r->blocks));
    text_json_put(t, "bytes", count(r->bytes));
    text_json_put(t, "stackable_blocks", count(r->stackable));
    text_json_put(t, "stackable_bytes", count(r->stackable_bytes));
    for (size_t i = 0; i < r->home_count; i++) {
        json_t *home = json_object();
        text_json_put(home, "function", text_json_string(r->homes[i].function));
        text_json_put(home, "blocks", count(r->homes[i].blocks));
        text_json_put(home, "bytes", count(r->homes[i].bytes));
        text_json_put(home, "advised_bytes",
                      r->homes[i].function != NULL ? count(r->homes[i].advised) : json_null());
        text_json_put(home, "calls_at_once",
                      r->homes[i].calls != 0 ? count(r->homes[i].calls) : json_null());
        text_json_add(homes, home);
    }
    text_json_put(t, "homes", homes);
    text_json_put(t, "outside_blocks", count(r->outside_blocks));
    text_json_put(t, "outside_bytes", count(r->outside_bytes));
    text_json_put(t, "harness_blocks", count(r->harness_blocks));
    text_json_put(t, "op_unknown_blocks", count(r->op_unknown));
    text_json_put(t, "not_followed", count(r->dropped));
    text_json_put(t, "threads", count(r->threads));
    text_json_put(t, "forks_not_followed", count(r->forks));
    text_json_put(t, "stack_switches", json_boolean(r->switched));
    return t;
}

static json_t *exit_json(int status)
{
    json_t *e = json_object();
    bool known = status >= 0;
    text_json_put(e, "status",
                  known && WIFEXITED(status) ? json_integer(WEXITSTATUS(status)) : json_null());
    text_json_put(e, "signal",
                  known && WIFSIGNALED(status) ? json_integer(WTERMSIG(status)) : json_null());
    return e;
}

bool verdict_json(FILE *out, const struct verdict_report *r)
{
    text_json_begin();
    json_t *all = json_object(), *sites = json_array(), *events = json_null(),
           *wrappers = json_array();

    for (size_t i = 0; i < r->site_count; i++)
        if (!r->sites[i].outside && !r->sites[i].harness)
            text_json_add(sites, site_json(&r->sites[i]));
    if (r->events_kept && r->events_complete) {
        events = json_array();
        for (size_t i = 0; i < r->event_count; i++)
            text_json_add(events, event_json(&r->events[i], i));
    }
    for (size_t i = 0; i < r->wrapper_count; i++)
        text_json_add(wrappers, text_json_string(r->wrappers[i]));
    text_json_put(all, "schema", json_string(VERDICT_SCHEMA));
    text_json_put(all, "program", text_json_string(r->program));
    text_json_put(all, "op", text_json_string(r->op));
    text_json_put(all, "exit", exit_json(r->status));
    if (r->machine) {
        text_json_put(all, "executed_another", json_boolean(r->executed));
        text_json_put(all, "cut_short", json_boolean(r->cut_short));
        text_json_put(all, "frames", json_string(r->no_lines ? "machine" : "source"));
    }
    if (r->region_count != 0)
        text_json_put(all, "regions", regions_json(r));
    text_json_put(all, "debug_info", json_boolean(!r->no_lines));
    text_json_put(all, "totals", totals_json(r));
    text_json_put(all, "wrappers", wrappers);
    text_json_put(all, "sites", sites);
    text_json_put(all, "events", events);
    return text_json_write(out, all, JSON_INDENT(1));
}
