/* events.c -- write events while there is room. */
#include "events.h"

static ULong activations;

void vg_event(UInt kind, UInt thread, ULong id, ULong where, ULong extra, ULong owner)
{
    struct vg_seen_header *h = vg_seen.header;
    if (h->events_max == 0)
        return;
    if (h->events < h->events_max) {
        struct hm_tracer_raw_event *e = &vg_seen.event[h->events];
        e->kind = kind;
        e->thread = thread;
        e->id = id;
        e->where = where;
        e->extra = extra;
        e->owner = owner;
    }
    h->events++;
}

void vg_events_left(struct vg_thread *t, SizeT alive)
{
    if (vg_seen.header->events_max == 0)
        return;
    for (SizeT i = t->frames; i-- > alive;)
        if (t->frame[i].id != 0) {
            vg_event(HM_TRACER_EV_LEAVE, t->serial, t->frame[i].id, 0, 0, 0);
            t->frame[i].id = 0;
        }
}

ULong vg_events_entered(struct vg_thread *t)
{
    ULong caller = 0;
    if (vg_seen.header->events_max == 0)
        return 0;
    SizeT first = t->frames; /* of the frames without an activation that are the program's */
    while (first > 0 && t->frame[first - 1].id == 0)
        first--;
    if (first > 0)
        caller = t->frame[first - 1].id;
    for (SizeT i = first; i < t->frames; i++) {
        struct vg_frame *f = &t->frame[i];
        if (!vg_seen.node[f->node].program)
            continue;
        f->id = ++activations;
        vg_event(HM_TRACER_EV_ENTER, t->serial, f->id, f->pc, f->pc, caller);
        caller = f->id;
    }
    return caller;
}
