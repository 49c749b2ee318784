/* paths_time.c -- how long the blocks of each path lived and how many did at once, from the events
 * of the run. Time is the number of events so far. */
#include <stdlib.h>

#include "verdict/parts.h"
#include "verdict/paths.h"

struct activation {
    uint32_t thread;
    bool left;
    uint64_t id, caller;
};

struct block {
    uint64_t owner; /* the activation that made it */
    uint64_t born, size;
    uint32_t thread;
    uint32_t site;
    bool alive;
    size_t path; /* index; SIZE_MAX: of none */
};

struct lives {
    struct verdict_paths *paths;
    const struct hm_tracer_raw *raw;
    const struct verdict_reading *reading;
    uint64_t count; /* events */
    struct activation *acts;
    size_t act_count;
    struct block *blocks; /* by number */
    uint64_t *agreed;     /* by path: blocks that ended so by the events */
    bool differs;
};

static int by_id(const void *left, const void *right)
{
    const struct activation *a = left, *b = right;
    if (a->thread != b->thread)
        return a->thread < b->thread ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static struct activation *find(const struct lives *l, uint32_t thread, uint64_t id)
{
    struct activation key = { .thread = thread, .id = id };
    return l->act_count > 0 ? bsearch(&key, l->acts, l->act_count, sizeof key, by_id) : NULL;
}

static void list_activations(struct lives *l)
{
    for (uint64_t i = 0; i < l->count; i++) {
        const struct hm_tracer_raw_event *e = &l->raw->event[i];
        if (e->kind == HM_TRACER_EV_ENTER)
            l->acts[l->act_count++] =
                (struct activation){ .thread = e->thread, .id = e->id, .caller = e->owner };
    }
    if (l->act_count > 1)
        qsort(l->acts, l->act_count, sizeof *l->acts, by_id);
}

/* How a block ends that is freed now by `thread`: the kind, and the depth of its home. */
static enum hm_tracer_fate_kind end_now(const struct lives *l, const struct block *b,
                                        uint32_t thread, unsigned *depth)
{
    *depth = 0;
    if (thread != b->thread)
        return HM_TRACER_FATE_OTHER_THREAD;
    const struct activation *a = find(l, thread, b->owner);
    if (a == NULL)
        return HM_TRACER_FATE_NO_FRAME;
    for (; a != NULL && a->left; a = find(l, thread, a->caller))
        ++*depth;
    return a != NULL ? HM_TRACER_FATE_HOME : HM_TRACER_FATE_LEFT_ALL;
}

static bool is_end(const struct verdict_path *p, enum hm_tracer_fate_kind kind, unsigned depth)
{
    switch (kind) {
    case HM_TRACER_FATE_HOME:
        return p->kind == (depth == 0 ? VERDICT_END_STAYED : VERDICT_END_OUTLIVED) &&
               depth - p->depth <= p->depth_more;
    case HM_TRACER_FATE_LEFT_ALL:
        return p->kind == VERDICT_END_LEFT_ALL;
    case HM_TRACER_FATE_OTHER_THREAD:
        return p->kind == VERDICT_END_OTHER_THREAD;
    case HM_TRACER_FATE_NO_FRAME:
    case HM_TRACER_FATE_UNKNOWN:
        break;
    }
    return p->kind == VERDICT_END_UNKNOWN;
}

static void died(struct lives *l, struct block *b, uint32_t thread)
{
    unsigned depth, shift = l->reading->parts->known[b->site].shift;
    enum hm_tracer_fate_kind kind = end_now(l, b, thread, &depth);
    depth = depth > shift ? depth - shift : 0;
    const struct verdict_paths *p = l->paths;
    size_t i = verdict_paths_first(p, b->site);
    while (i != 0 && !is_end(&p->at[i - 1], kind, depth))
        i = p->next[i - 1];
    b->path = i != 0 ? i - 1 : SIZE_MAX;
    if (i != 0)
        l->agreed[i - 1]++;
    else if (verdict_paths_first(p, b->site) != 0)
        l->differs = true;
}

/* Find the path of each block. Those that never die are of the path of blocks not freed. */
static void assign(struct lives *l)
{
    for (uint64_t i = 0; i < l->count; i++) {
        const struct hm_tracer_raw_event *e = &l->raw->event[i];
        struct activation *a = e->kind == HM_TRACER_EV_LEAVE ? find(l, e->thread, e->id) : NULL;
        if (a != NULL)
            a->left = true;
        else if (e->kind == HM_TRACER_EV_BORN) {
            struct block *b = &l->blocks[e->id];
            *b = (struct block){
                .owner = e->owner, .thread = e->thread, .site = (uint32_t)e->where, .path = SIZE_MAX
            };
            for (size_t k = verdict_paths_first(l->paths, b->site); k != 0;
                 k = l->paths->next[k - 1])
                if (l->paths->at[k - 1].kind == VERDICT_END_NOT_FREED)
                    b->path = k - 1;
        } else if (e->kind == HM_TRACER_EV_DIED)
            died(l, &l->blocks[e->id], e->thread);
    }
}

/* A block of the path now has `size` bytes in place of `before`. */
static void change(struct verdict_path *p, uint64_t before, uint64_t size)
{
    p->end_bytes += size - before;
    if (p->end_bytes > p->max_bytes) {
        p->max_bytes = p->end_bytes;
        p->max_blocks = p->end_blocks;
    }
}

static void snapshot(struct verdict_paths *p)
{
    for (size_t i = 0; i < p->count; i++) {
        p->at[i].peak_blocks = p->at[i].end_blocks;
        p->at[i].peak_bytes = p->at[i].end_bytes;
    }
}

static struct verdict_path *step(struct lives *l, uint64_t now)
{
    const struct hm_tracer_raw_event *e = &l->raw->event[now];
    if (e->kind == HM_TRACER_EV_ENTER || e->kind == HM_TRACER_EV_LEAVE)
        return NULL;
    struct block *b = &l->blocks[e->id];
    struct verdict_path *p = b->path != SIZE_MAX ? &l->paths->at[b->path] : NULL;
    if (p == NULL)
        return NULL;
    uint64_t before = b->size;
    b->size = e->kind == HM_TRACER_EV_DIED ? 0 : e->extra;
    if (e->kind == HM_TRACER_EV_BORN) {
        b->born = now;
        b->alive = true;
        p->end_blocks++;
    } else if (e->kind == HM_TRACER_EV_DIED) {
        b->alive = false;
        p->end_blocks--;
        p->lifetime += now - b->born;
    }
    change(p, before, b->size);
    return p;
}

/* Go through the events once. Returns when most bytes were alive. */
static uint64_t walk(struct lives *l, uint64_t snapshot_at)
{
    uint64_t live = 0, most = 0, at = 0;
    for (uint64_t i = 0; i < l->count; i++) {
        const struct hm_tracer_raw_event *e = &l->raw->event[i];
        bool block = e->kind != HM_TRACER_EV_ENTER && e->kind != HM_TRACER_EV_LEAVE;
        uint64_t before = block ? l->blocks[e->id].size : 0;
        if (step(l, i) != NULL)
            live += l->blocks[e->id].size - before;
        if (live > most) {
            most = live;
            at = i;
        }
        if (i == snapshot_at)
            snapshot(l->paths);
    }
    return at;
}

static void forget(struct lives *l)
{
    for (size_t i = 0; i < l->paths->count; i++) {
        struct verdict_path *p = &l->paths->at[i];
        p->lifetime = p->max_blocks = p->max_bytes = p->end_blocks = p->end_bytes = 0;
    }
}

static bool agrees(const struct lives *l)
{
    bool same = !l->differs;
    for (size_t i = 0; i < l->paths->count; i++)
        if (l->paths->at[i].kind != VERDICT_END_NOT_FREED)
            same = same && l->agreed[i] == l->paths->at[i].blocks;
    return same;
}

/* Two walks: the first finds the peak, the second what was alive then. */
static void measure(struct lives *l, uint64_t born)
{
    l->paths->peak_at = walk(l, UINT64_MAX);
    forget(l);
    for (uint64_t i = 0; i <= born; i++)
        l->blocks[i].size = 0;
    walk(l, l->paths->peak_at);
    for (uint64_t i = 0; i <= born; i++)
        if (l->blocks[i].alive)
            l->paths->at[l->blocks[i].path].lifetime += l->count - l->blocks[i].born;
    l->paths->end = l->count;
}

/* Are all numbers of blocks and sites within what there is? */
static bool holds(const struct hm_tracer_raw *raw, uint64_t count)
{
    bool ok = true;
    for (uint64_t i = 0; ok && i < count; i++) {
        const struct hm_tracer_raw_event *e = &raw->event[i];
        if (e->kind == HM_TRACER_EV_BORN)
            ok = e->id <= raw->header->born && e->where < raw->header->sites;
        else if (e->kind == HM_TRACER_EV_DIED || e->kind == HM_TRACER_EV_MOVED)
            ok = e->id <= raw->header->born;
    }
    return ok;
}

bool verdict_paths_time(struct verdict_paths *p, const struct verdict_reading *r)
{
    const struct hm_tracer_raw *raw = &r->parts->raw;
    const struct hm_tracer_raw_header *h = raw->header;
    struct lives l = { .paths = p, .raw = raw, .reading = r, .count = h->events };
    if (h->events_max == 0 || h->events > h->events_max || !holds(raw, h->events))
        return true;
    l.acts = calloc(h->events + 1, sizeof *l.acts);
    l.blocks = calloc(h->born + 1, sizeof *l.blocks);
    l.agreed = calloc(p->count + 1, sizeof *l.agreed);
    bool ok = l.acts != NULL && l.blocks != NULL && l.agreed != NULL;
    if (ok) {
        list_activations(&l);
        for (uint64_t i = 0; i <= h->born; i++)
            l.blocks[i].path = SIZE_MAX;
        assign(&l);
        p->timed = agrees(&l);
    }
    if (ok && p->timed)
        measure(&l, h->born);
    free(l.acts);
    free(l.blocks);
    free(l.agreed);
    return ok;
}
