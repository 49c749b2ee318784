/* trace.c -- which blocks a traced run made while a case ran: those of its function and of
 * everything it called. */
#include "explain/trace.h"

#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"
#include "explain/names.h"

struct activation {
    size_t function; /* into names */
    size_t caller;   /* an activation with a smaller number; 0: none */
    bool entered;
};

struct alloc {
    size_t activation;
    const json_t *event; /* has file, line, column */
};

struct explain_trace_index {
    const json_t *sites;
    bool events; /* the whole run is known */
    const char **names;
    size_t n_names, names_cap;
    struct activation *acts; /* by number, from 1 */
    size_t n_acts;           /* room, with the unused 0 */
    struct alloc *allocs;
    size_t n_allocs, allocs_cap;
};

static size_t number(const json_t *object, const char *key)
{
    json_int_t n = json_integer_value(json_object_get(object, key));
    return n > 0 ? (size_t)n : 0;
}

static const char *text(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s != NULL ? s : "";
}

static size_t intern(struct explain_trace_index *t, const char *name)
{
    for (size_t i = 0; i < t->n_names; i++)
        if (strcmp(t->names[i], name) == 0)
            return i;
    t->names = xgrow(t->names, t->n_names, &t->names_cap, sizeof *t->names);
    t->names[t->n_names] = name;
    return t->n_names++;
}

static void take_event(struct explain_trace_index *t, const json_t *event)
{
    size_t a = number(event, "activation");
    if (a == 0 || a >= t->n_acts)
        return;
    if (strcmp(text(event, "kind"), "enter") == 0) {
        size_t caller = number(event, "caller");
        t->acts[a] = (struct activation){ intern(t, text(event, "function")),
                                          caller < a ? caller : 0, true };
    } else if (strcmp(text(event, "kind"), "alloc") == 0) {
        t->allocs = xgrow(t->allocs, t->n_allocs, &t->allocs_cap, sizeof *t->allocs);
        t->allocs[t->n_allocs++] = (struct alloc){ a, event };
    }
}

struct explain_trace_index *explain_trace_index(const json_t *trace)
{
    struct explain_trace_index *t = xrealloc(NULL, 1, sizeof *t);
    const json_t *events = json_object_get(trace, "events");
    size_t i, j, k;
    json_t *event, *site, *one;
    *t = (struct explain_trace_index){ .sites = json_object_get(trace, "sites"),
                                       .events = json_is_array(events) };
    t->n_acts = json_array_size(events) + 1;
    t->acts = xrealloc(NULL, t->n_acts, sizeof *t->acts);
    memset(t->acts, 0, t->n_acts * sizeof *t->acts);
    json_array_foreach(events, i, event) take_event(t, event);
    json_array_foreach(t->sites, i, site)
    {
        intern(t, text(site, "function"));
        json_array_foreach(json_object_get(site, "verdicts"), j, one)
            intern(t, text(one, "home_function"));
        json_array_foreach(json_object_get(site, "callers"), j, one)
        {
            json_t *frame;
            json_array_foreach(json_object_get(one, "frames"), k, frame)
                intern(t, text(frame, "function"));
        }
    }
    return t;
}

static void add(struct explain_trace_case *c, const json_t *at, size_t blocks)
{
    for (size_t i = 0; i < c->n_places; i++)
        if (explain_same_place(c->places[i].at, at)) {
            c->places[i].blocks += blocks;
            return;
        }
    c->places = xrealloc(c->places, c->n_places + 1, sizeof *c->places);
    c->places[c->n_places++] = (struct explain_place){ at, blocks };
}

bool explain_same_place(const json_t *a, const json_t *b)
{
    return number(a, "line") == number(b, "line") && number(a, "column") == number(b, "column") &&
           strcmp(text(a, "file"), text(b, "file")) == 0;
}

/* From the events: every activation below one of the case, and every block made there. */
static void from_events(const struct explain_trace_index *t, const bool *of_case,
                        struct explain_trace_case *c)
{
    bool *within = xrealloc(NULL, t->n_acts, sizeof *within);
    within[0] = false;
    for (size_t a = 1; a < t->n_acts; a++) {
        const struct activation *act = &t->acts[a];
        within[a] = act->entered && (of_case[act->function] || within[act->caller]);
        if (!within[a])
            continue;
        c->ran = c->related[act->function] = true;
        for (size_t up = act->caller; up != 0 && !within[up]; up = t->acts[up].caller)
            c->related[t->acts[up].function] = true;
    }
    for (size_t i = 0; i < t->n_allocs; i++)
        if (within[t->allocs[i].activation])
            add(c, t->allocs[i].event, 1);
    free(within);
}

/* From the chains that the sites kept: they end at the home of a block, so this may miss some. */
static void from_chains(struct explain_trace_index *t, const bool *of_case,
                        struct explain_trace_case *c)
{
    size_t i, j, k;
    json_t *site, *chain, *frame;
    json_array_foreach(t->sites, i, site)
    {
        bool own = of_case[intern(t, text(site, "function"))];
        json_array_foreach(json_object_get(site, "callers"), j, chain)
        {
            bool here = own;
            json_array_foreach(json_object_get(chain, "frames"), k, frame) here |=
                of_case[intern(t, text(frame, "function"))];
            if (here)
                add(c, site, number(chain, "blocks"));
        }
        if (own)
            c->ran = c->related[intern(t, text(site, "function"))] = true;
    }
    c->ran |= c->n_places > 0;
}

struct explain_trace_case explain_trace_case(struct explain_trace_index *t, const char *name)
{
    struct explain_trace_case c = { .index = t, .all_known = t->events };
    bool *of_case = xrealloc(NULL, t->n_names + 1, sizeof *of_case);
    c.related = xrealloc(NULL, t->n_names + 1, sizeof *c.related);
    for (size_t i = 0; i < t->n_names; i++) {
        of_case[i] = explain_runs(name, t->names[i]);
        c.related[i] = false;
    }
    if (t->events)
        from_events(t, of_case, &c);
    else
        from_chains(t, of_case, &c);
    free(of_case);
    return c;
}

bool explain_trace_related(const struct explain_trace_case *c, const char *function)
{
    return c->related[intern(c->index, function)];
}

size_t explain_trace_blocks(const struct explain_trace_case *c, const json_t *at)
{
    for (size_t i = 0; i < c->n_places; i++)
        if (explain_same_place(c->places[i].at, at))
            return c->places[i].blocks;
    return 0;
}

void explain_trace_case_done(struct explain_trace_case *c)
{
    free(c->places);
    free(c->related);
}

void explain_trace_index_done(struct explain_trace_index *t)
{
    if (t == NULL)
        return;
    free(t->names);
    free(t->acts);
    free(t->allocs);
    free(t);
}
