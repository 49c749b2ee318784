/* trace_events.c -- the event list of a short run, with names. */
#include "verdict/parts.h"

static const char *const kinds[] = {
    [HM__EV_ENTER] = "enter", [HM__EV_LEAVE] = "leave",   [HM__EV_BORN] = "alloc",
    [HM__EV_DIED] = "free",   [HM__EV_MOVED] = "realloc",
};

static void fill(struct hm__trace_reading *r, struct hm__trace_event *e,
                 const struct hm__raw_event *raw)
{
    e->kind = kinds[raw->kind];
    e->thread = raw->thread;
    e->id = raw->id;
    switch ((enum hm__event_kind)raw->kind) {
    case HM__EV_ENTER:
        e->function =
            hm__frame_function(r, &(struct hm__raw_frame){ .fn = raw->extra, .pc = raw->where });
        e->at = hm__spot_at(r, raw->where);
        e->owner = raw->owner;
        break;
    case HM__EV_LEAVE:
        e->jumped = raw->where != 0;
        break;
    case HM__EV_BORN:
        if (r->parts->known[raw->where].draft != NULL) {
            e->at = r->parts->known[raw->where].draft->site.at;
            e->allocator = r->parts->known[raw->where].draft->site.allocator;
        }
        e->size = raw->extra;
        e->owner = raw->owner;
        break;
    case HM__EV_DIED:
        e->at = hm__spot_at(r, raw->where);
        e->owner = raw->extra;
        break;
    case HM__EV_MOVED:
        e->at = hm__spot_at(r, raw->where);
        e->size = raw->extra;
        e->owner = raw->owner;
        break;
    }
}

int hm__read_events(struct hm__trace_reading *r)
{
    const struct hm__raw_header *h = r->parts->raw.header;
    uint64_t count = h->events < h->events_max ? h->events : h->events_max;

    r->report.events_kept = h->events_max != 0;
    r->report.events_complete = h->events <= h->events_max;
    for (uint64_t i = 0; i < count; i++) {
        struct hm__trace_event *e = HM__APPEND(&r->parts->events);
        if (e == NULL)
            return -1;
        fill(r, e, &r->parts->raw.event[i]);
    }
    r->report.events = r->parts->events.at;
    r->report.event_count = r->parts->events.count;
    return 0;
}
