/* trace_json.c -- one traced run as JSON; the schema is docs/reference/trace-json.md. */
#include <jansson.h>
#include <sys/wait.h>

#include "report/trace_report.h"

static const char *const end_kinds[HM__END_KINDS] = {
    [HM__END_STAYED] = "stayed",       [HM__END_OUTLIVED] = "outlived",
    [HM__END_LEFT_ALL] = "left_all",   [HM__END_OTHER_THREAD] = "other_thread",
    [HM__END_NOT_FREED] = "not_freed", [HM__END_UNKNOWN] = "unknown",
};

static json_t *count(uint64_t value)
{
    return json_integer((json_int_t)value);
}

/* What is not known is null, never 0. */
static json_t *text(const char *value)
{
    return value != NULL ? json_string(value) : json_null();
}

static json_t *number(int value)
{
    return value > 0 ? json_integer(value) : json_null();
}

static void put_at(json_t *to, const struct hm__at *at)
{
    json_object_set_new(to, "file", text(at->file));
    json_object_set_new(to, "line", number(at->line));
    json_object_set_new(to, "column", number(at->column));
    json_object_set_new(to, "function", text(at->function));
}

static json_t *freed_json(const struct hm__end *e)
{
    json_t *list = json_array();
    for (size_t i = 0; i < e->freed_count; i++) {
        json_t *one = json_object();
        put_at(one, &e->freed[i].at);
        json_object_set_new(one, "blocks", count(e->freed[i].blocks));
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *end_json(const struct hm__trace_site *site, const struct hm__end *e)
{
    char line[2048];
    json_t *end = json_object();
    json_object_set_new(end, "kind", json_string(end_kinds[e->kind]));
    bool home = e->kind == HM__END_STAYED || e->kind == HM__END_OUTLIVED;
    json_object_set_new(end, "depth", home ? json_integer(e->depth) : json_null());
    json_object_set_new(end, "home_function", text(e->home));
    json_object_set_new(end, "blocks", count(e->blocks));
    json_object_set_new(end, "bytes", count(e->bytes));
    json_object_set_new(end, "live_max", home ? count(e->live_max) : json_null());
    json_object_set_new(end, "freed_at", freed_json(e));
    json_object_set_new(end, "text", json_string(hm__end_text(site, e, line, sizeof line)));
    return end;
}

static json_t *callers_json(const struct hm__trace_site *site)
{
    json_t *list = json_array();
    for (size_t i = 0; i < site->caller_count; i++) {
        const struct hm__caller *c = &site->callers[i];
        json_t *one = json_object(), *frames = json_array();
        for (size_t k = 0; k < c->count; k++) {
            json_t *frame = json_object();
            put_at(frame, &c->frames[k]);
            json_array_append_new(frames, frame);
        }
        json_object_set_new(one, "frames", frames);
        json_object_set_new(one, "cut", json_boolean(c->cut));
        json_object_set_new(one, "blocks", count(c->blocks));
        json_array_append_new(list, one);
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
        json_array_append_new(list, count(values[i]));
    return list;
}

static uint64_t blocks_of(const struct hm__trace_site *site, enum hm__end_kind kind)
{
    uint64_t blocks = 0;
    for (size_t i = 0; i < site->end_count; i++)
        if (site->ends[i].kind == kind)
            blocks += site->ends[i].blocks;
    return blocks;
}

/* The one home of all blocks with a home; NULL if there is none or several. */
static const char *one_home(const struct hm__trace_site *site)
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

static json_t *all_freed(const struct hm__trace_site *site)
{
    json_t *list = json_array();
    for (size_t i = 0; i < site->end_count; i++) {
        json_t *some = freed_json(&site->ends[i]);
        json_array_extend(list, some);
        json_decref(some);
    }
    return list;
}

static void put_growth(json_t *to, const struct hm__trace_site *site)
{
    json_t *growth = json_object();
    json_object_set_new(growth, "reallocs", count(site->moves));
    json_object_set_new(growth, "blocks", count(site->grown));
    json_object_set_new(growth, "from", site->grown ? count(site->grow_from) : json_null());
    json_object_set_new(growth, "to", site->grown ? count(site->grow_to) : json_null());
    json_object_set_new(to, "grown", growth);
}

static json_t *site_json(const struct hm__trace_site *site)
{
    json_t *s = json_object(), *ends = json_array();

    put_at(s, &site->at);
    json_object_set_new(s, "allocator", text(site->allocator));
    json_object_set_new(s, "allocated_by",
                        text(site->inner != NULL ? site->inner : site->allocator));
    json_object_set_new(s, "blocks", count(site->blocks));
    json_object_set_new(s, "bytes", count(site->bytes));
    json_object_set_new(s, "size_min", count(site->size_min));
    json_object_set_new(s, "size_max", count(site->size_max));
    json_object_set_new(s, "size_log2", histogram(site->size_log2, HM__SIZES));
    json_object_set_new(s, "depth_min",
                        site->depth_known ? json_integer(site->depth_min) : json_null());
    json_object_set_new(s, "depth_max",
                        site->depth_known ? json_integer(site->depth_max) : json_null());
    json_object_set_new(s, "depth_histogram", histogram(site->depth_histogram, HM__DEPTHS));
    json_object_set_new(s, "freed_by_other_thread", count(blocks_of(site, HM__END_OTHER_THREAD)));
    json_object_set_new(s, "not_freed", count(blocks_of(site, HM__END_NOT_FREED)));
    json_object_set_new(s, "unknown", count(blocks_of(site, HM__END_UNKNOWN)));
    json_object_set_new(s, "outlived_thread", count(site->outlived_thread));
    json_object_set_new(s, "live_max", count(site->live_max));
    json_object_set_new(s, "live_peak", count(site->live_peak));
    put_growth(s, site);
    json_object_set_new(s, "home_function", text(one_home(site)));
    json_object_set_new(s, "freed_at", all_freed(site));
    for (size_t i = 0; i < site->end_count; i++)
        json_array_append_new(ends, end_json(site, &site->ends[i]));
    json_object_set_new(s, "verdicts", ends);
    json_object_set_new(s, "callers", callers_json(site));
    json_object_set_new(s, "advice", text(site->advice));
    return s;
}

static json_t *event_json(const struct hm__trace_event *e, size_t time)
{
    json_t *event = json_object();
    bool block = e->kind[0] == 'a' || e->kind[0] == 'f' || e->kind[0] == 'r';

    json_object_set_new(event, "t", count(time));
    json_object_set_new(event, "kind", json_string(e->kind));
    json_object_set_new(event, "thread", json_integer(e->thread));
    json_object_set_new(event, block ? "block" : "activation", count(e->id));
    if (e->owner != 0)
        json_object_set_new(event, block ? "activation" : "caller", count(e->owner));
    if (e->function != NULL)
        json_object_set_new(event, "function", json_string(e->function));
    if (e->at.file != NULL) {
        json_object_set_new(event, "file", json_string(e->at.file));
        json_object_set_new(event, "line", number(e->at.line));
        json_object_set_new(event, "column", number(e->at.column));
    }
    if (e->kind[0] == 'a' || e->kind[0] == 'r')
        json_object_set_new(event, "size", count(e->size));
    if (e->jumped)
        json_object_set_new(event, "jumped", json_true());
    return event;
}

static json_t *totals_json(const struct hm__trace_report *r)
{
    json_t *t = json_object(), *homes = json_array();
    json_object_set_new(t, "blocks", count(r->blocks));
    json_object_set_new(t, "bytes", count(r->bytes));
    json_object_set_new(t, "stackable_blocks", count(r->stackable));
    json_object_set_new(t, "stackable_bytes", count(r->stackable_bytes));
    for (size_t i = 0; i < r->home_count; i++) {
        json_t *home = json_object();
        json_object_set_new(home, "function", text(r->homes[i].function));
        json_object_set_new(home, "blocks", count(r->homes[i].blocks));
        json_object_set_new(home, "bytes", count(r->homes[i].bytes));
        json_array_append_new(homes, home);
    }
    json_object_set_new(t, "homes", homes);
    json_object_set_new(t, "outside_blocks", count(r->outside_blocks));
    json_object_set_new(t, "outside_bytes", count(r->outside_bytes));
    json_object_set_new(t, "harness_blocks", count(r->harness_blocks));
    json_object_set_new(t, "not_followed", count(r->dropped));
    json_object_set_new(t, "threads", count(r->threads));
    json_object_set_new(t, "forks_not_followed", count(r->forks));
    json_object_set_new(t, "stack_switches", json_boolean(r->switched));
    return t;
}

static json_t *exit_json(int status)
{
    json_t *e = json_object();
    bool known = status >= 0;
    json_object_set_new(
        e, "status", known && WIFEXITED(status) ? json_integer(WEXITSTATUS(status)) : json_null());
    json_object_set_new(
        e, "signal", known && WIFSIGNALED(status) ? json_integer(WTERMSIG(status)) : json_null());
    return e;
}

bool hm__trace_json(FILE *out, const struct hm__trace_report *r)
{
    json_t *all = json_object(), *sites = json_array(), *events = json_null();

    for (size_t i = 0; i < r->site_count; i++)
        if (!r->sites[i].outside && !r->sites[i].harness)
            json_array_append_new(sites, site_json(&r->sites[i]));
    if (r->events_kept && r->events_complete) {
        events = json_array();
        for (size_t i = 0; i < r->event_count; i++)
            json_array_append_new(events, event_json(&r->events[i], i));
    }
    json_object_set_new(all, "schema", json_string(HM__TRACE_SCHEMA));
    json_object_set_new(all, "program", text(r->program));
    json_object_set_new(all, "op", text(r->op));
    json_object_set_new(all, "exit", exit_json(r->status));
    json_object_set_new(all, "debug_info", json_boolean(!r->no_lines));
    json_object_set_new(all, "totals", totals_json(r));
    json_object_set_new(all, "sites", sites);
    json_object_set_new(all, "events", events);
    int failed = json_dumpf(all, out, JSON_INDENT(1));
    json_decref(all);
    return failed == 0 && fputc('\n', out) != EOF && fflush(out) == 0;
}
