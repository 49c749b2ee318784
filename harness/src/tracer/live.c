/* live.c -- the seats of blocks where there is more than one, and the homes that have them. */
#include "tracer/live.h"

#include <string.h>

#include "tracer/state.h"

enum { ARENA_STEP = 1 << 16, CLASS_MIN = 6, FIRST_ROOM = 4 };

static unsigned class_of(size_t size)
{
    unsigned class = CLASS_MIN;
    while (((size_t)1 << class) < size && class < HM_TRACER_ARENA_CLASSES - 1)
        class ++;
    return class;
}

void *hm_tracer_arena_take(struct hm_tracer_arena *a, size_t size)
{
    unsigned class = class_of(size);
    void *taken = a->given[class];
    if (taken != NULL) {
        a->given[class] = *(void **)taken;
        return taken;
    }
    size = (size_t)1 << class;
    if ((size_t)(a->end - a->at) < size) {
        size_t step = size > ARENA_STEP ? size : ARENA_STEP;
        char *room = hm_tracer_reserve(step);
        if (room == NULL)
            return NULL;
        if (size >= ARENA_STEP)
            return room;
        a->at = room;
        a->end = room + step;
    }
    taken = a->at;
    a->at += size;
    return taken;
}

void hm_tracer_arena_give(struct hm_tracer_arena *a, void *taken, size_t size)
{
    unsigned class = class_of(size);
    if (taken == NULL)
        return;
    *(void **)taken = a->given[class];
    a->given[class] = taken;
}

/* Index of the last entry that was empty at `time` and still is; -1: none. */
static int64_t last_empty(struct hm_tracer_seats *s, uint64_t time)
{
    uint32_t low = 0, high = s->count; /* at[low - 1].since <= time < at[high].since */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (s->at[middle].since <= time)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t found = low;
    while (found > 0 && s->at[found - 1].count == 0)
        found = s->at[found - 1].before;
    while (low > found && s->at[low - 1].count == 0) { /* next time the way is one step */
        uint32_t next = s->at[low - 1].before;
        s->at[low - 1].before = found;
        low = next;
    }
    return (int64_t)found - 1;
}

static void drop_full(struct hm_tracer_seats *s)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->count; i++)
        if (s->at[i].count > 0)
            s->at[kept++] = s->at[i];
    s->count = kept;
}

static bool make_room(struct hm_tracer_seats *s, struct hm_tracer_arena *a)
{
    drop_full(s);
    if (s->count < s->room - s->room / 4)
        return true;
    uint32_t room = s->room != 0 ? 2 * s->room : FIRST_ROOM;
    struct hm_tracer_seat *wide =
        room > s->room ? hm_tracer_arena_take(a, room * sizeof *wide) : NULL;
    if (wide == NULL)
        return s->count < s->room;
    if (s->count > 0)
        memcpy(wide, s->at, s->count * sizeof *wide);
    hm_tracer_arena_give(a, s->at, s->room * sizeof *wide);
    s->at = wide;
    s->room = room;
    return true;
}

bool hm_tracer_seats_take_any(struct hm_tracer_seats *s, struct hm_tracer_arena *a, uint64_t birth,
                              uint64_t now)
{
    int64_t from = last_empty(s, birth);
    if (from < 0)
        s->total++;
    else if (--s->at[from].count == 0)
        s->at[from].before = (uint32_t)from;
    while (s->count > 0 && s->at[s->count - 1].count == 0 && s->at[s->count - 1].since != now)
        s->count--;
    if (s->count > 0 && s->at[s->count - 1].since == now)
        s->at[s->count - 1].count++;
    else if (s->count < s->room || make_room(s, a))
        s->at[s->count++] = (struct hm_tracer_seat){ .since = now, .count = 1 };
    return from < 0;
}

static uint32_t start_of(const struct hm_tracer_spill *s, uint32_t group, uint64_t home,
                         uint32_t depth)
{
    uint64_t hash = (home ^ (uint64_t)group << 40 ^ (uint64_t)depth << 20) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(hash >> 32) & (s->room - 1);
}

bool hm_tracer_spill_take(struct hm_tracer_spill *s, uint32_t group, uint64_t home, uint32_t depth,
                          struct hm_tracer_live *out)
{
    if (s->room == 0)
        return false;
    for (uint32_t i = start_of(s, group, home, depth);; i = (i + 1) & (s->room - 1)) {
        struct hm_tracer_spill_entry *e = &s->at[i];
        if (e->group == 0)
            return false;
        if (e->gone != 0 || e->group != group + 1 || e->live.home != home || e->live.depth != depth)
            continue;
        *out = e->live;
        e->gone = 1;
        return true;
    }
}

bool hm_tracer_spill_put(struct hm_tracer_spill *s, uint32_t group,
                         const struct hm_tracer_live *live)
{
    if (2 * (uint64_t)s->used >= s->room)
        return false;
    uint32_t i = start_of(s, group, live->home, live->depth);
    while (s->at[i].group != 0 && s->at[i].gone == 0)
        i = (i + 1) & (s->room - 1);
    s->used += s->at[i].group == 0;
    s->at[i] = (struct hm_tracer_spill_entry){ .group = group + 1, .live = *live };
    return true;
}
