/* events.c -- the event list of a short run, with names. */
#include "verdict/parts.h"

static const enum verdict_event_kind kinds[] = {
    [HM_TRACER_EV_ENTER] = VERDICT_ENTER,   [HM_TRACER_EV_LEAVE] = VERDICT_LEAVE,
    [HM_TRACER_EV_BORN] = VERDICT_ALLOC,    [HM_TRACER_EV_DIED] = VERDICT_FREE,
    [HM_TRACER_EV_MOVED] = VERDICT_REALLOC,
};

static void fill(struct verdict_reading *r, struct verdict_event *e,
                 const struct hm_tracer_raw_event *raw)
{
    e->kind = kinds[raw->kind];
    e->thread = raw->thread;
    e->id = raw->id;
    switch ((enum hm_tracer_event_kind)raw->kind) {
    case HM_TRACER_EV_ENTER:
        e->function = verdict_frame_function(
            r, &(struct hm_tracer_raw_frame){ .fn = raw->extra, .pc = raw->where });
        e->at = verdict_spot_at(r, raw->where);
        e->owner = raw->owner;
        break;
    case HM_TRACER_EV_LEAVE:
        e->jumped = raw->where != 0;
        break;
    case HM_TRACER_EV_BORN:
        if (r->parts->known[raw->where].draft != NULL) {
            e->at = r->parts->known[raw->where].draft->site.at;
            e->allocator = r->parts->known[raw->where].draft->site.allocator;
        }
        e->size = raw->extra;
        e->owner = raw->owner;
        break;
    case HM_TRACER_EV_DIED:
        e->at = verdict_spot_at(r, raw->where);
        e->owner = raw->extra;
        break;
    case HM_TRACER_EV_MOVED:
        e->at = verdict_spot_at(r, raw->where);
        e->size = raw->extra;
        e->owner = raw->owner;
        break;
    }
}

int verdict_read_events(struct verdict_reading *r)
{
    const struct hm_tracer_raw_header *h = r->parts->raw.header;
    uint64_t count = h->events < h->events_max ? h->events : h->events_max;

    r->report.events_kept = h->events_max != 0;
    r->report.events_complete = h->events <= h->events_max;
    for (uint64_t i = 0; i < count; i++) {
        struct verdict_event *e = VERDICT_APPEND(&r->parts->events);
        if (e == NULL)
            return -1;
        fill(r, e, &r->parts->raw.event[i]);
    }
    r->report.events = r->parts->events.at;
    r->report.event_count = r->parts->events.count;
    return 0;
}
