/* window.c -- cuts one operation out of the events of a run; contract in window.h. */
#include "verdict/window.h"

#include <stdlib.h>
#include <string.h>

struct activation { /* of the thread drawn, by growing id */
    uint64_t id;
    size_t enter, leave; /* indexes of events; leave == SIZE_MAX: never */
    size_t parent;       /* index of an activation; SIZE_MAX: none */
    const char *function;
    bool jumped;
    size_t births; /* blocks made in it or inside it */
    size_t bar;    /* index + 1 of its bar; 0: none */
};

struct life {          /* of a block made in the window */
    size_t born, died; /* indexes of events; died == SIZE_MAX: never */
    size_t owner;      /* activation */
    bool other_thread;
};

struct cutting {
    const struct verdict_report *report;
    unsigned thread;
    struct activation *acts;
    size_t act_count;
    size_t op, first, last; /* activation drawn; events first..last are in the window */
    struct life *lives;
    size_t life_count;
    size_t *step; /* of event first + i */
};

static size_t find(const struct cutting *c, uint64_t id)
{
    size_t low = 0, high = c->act_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->acts[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < c->act_count && c->acts[low].id == id ? low : SIZE_MAX;
}

/* Every activation of the thread, with the blocks made below it. */
static bool list_activations(struct cutting *c)
{
    const struct verdict_report *r = c->report;
    c->acts = calloc(r->event_count + 1, sizeof *c->acts);
    if (c->acts == NULL)
        return false;
    for (size_t i = 0; i < r->event_count; i++) {
        const struct verdict_event *e = &r->events[i];
        if (e->thread != c->thread)
            continue;
        if (e->kind == VERDICT_ENTER) {
            size_t parent = e->owner != 0 ? find(c, e->owner) : SIZE_MAX;
            c->acts[c->act_count++] = (struct activation){ .id = e->id,
                                                           .enter = i,
                                                           .leave = SIZE_MAX,
                                                           .parent = parent,
                                                           .function = e->function };
        } else if (e->kind == VERDICT_LEAVE) {
            size_t at = find(c, e->id);
            if (at != SIZE_MAX) {
                c->acts[at].leave = i;
                c->acts[at].jumped = e->jumped;
            }
        } else if (e->kind == VERDICT_ALLOC) {
            for (size_t a = find(c, e->owner); a != SIZE_MAX; a = c->acts[a].parent)
                c->acts[a].births++;
        }
    }
    return true;
}

static bool named(const struct activation *a, const char *name)
{
    return a->function != NULL && strcmp(a->function, name) == 0;
}

/* With --op: a call of it that makes blocks, rather not the first, which may warm something up.
 * Without: the outermost function below main that makes blocks, or main if that is short or there
 * is no other. */
static size_t choose(const struct cutting *c, size_t steps_max)
{
    size_t best = SIZE_MAX;
    unsigned seen = 0;

    for (size_t i = 0; c->report->op != NULL && i < c->act_count && seen < 2; i++)
        if (named(&c->acts[i], c->report->op) && (c->acts[i].births > 0 || best == SIZE_MAX)) {
            best = i;
            seen++;
        }
    if (c->report->op != NULL)
        return best;
    for (size_t i = 0; i < c->act_count; i++) {
        const struct activation *a = &c->acts[i];
        size_t length = (a->leave == SIZE_MAX ? c->report->event_count : a->leave) - a->enter;
        if (a->births == 0)
            continue;
        if (best == SIZE_MAX)
            best = i;
        if (length <= steps_max && (a->parent == SIZE_MAX || a->parent == best))
            return i;
    }
    return best;
}

/* The blocks made in the operation, and how far their lives reach. */
static bool list_lives(struct cutting *c, size_t steps_max)
{
    const struct verdict_report *r = c->report;
    const struct activation *op = &c->acts[c->op];
    size_t op_end = op->leave == SIZE_MAX ? r->event_count - 1 : op->leave;

    c->first = op->enter;
    c->last = op_end;
    c->lives = calloc(op_end - c->first + 1, sizeof *c->lives);
    if (c->lives == NULL)
        return false;
    for (size_t i = c->first; i <= op_end && i < c->first + steps_max; i++) {
        const struct verdict_event *e = &r->events[i];
        if (e->thread != c->thread || e->kind != VERDICT_ALLOC)
            continue;
        struct life *l = &c->lives[c->life_count++];
        *l = (struct life){ .born = i, .died = SIZE_MAX, .owner = find(c, e->owner) };
        for (size_t k = i + 1; k < r->event_count; k++)
            if (r->events[k].kind == VERDICT_FREE && r->events[k].id == e->id) {
                l->died = k;
                l->other_thread = r->events[k].thread != c->thread;
                c->last = k > c->last ? k : c->last;
                break;
            }
    }
    return true;
}

static bool visible(const struct cutting *c, size_t i)
{
    const struct verdict_event *e = &c->report->events[i];
    if (e->thread == c->thread && e->kind != VERDICT_REALLOC)
        return true;
    for (size_t l = 0; l < c->life_count; l++)
        if (c->lives[l].died == i)
            return true;
    return false;
}

static bool number_steps(struct cutting *c, struct verdict_window *w, size_t steps_max)
{
    c->step = calloc(c->last - c->first + 1, sizeof *c->step);
    if (c->step == NULL)
        return false;
    size_t i = c->first;
    for (; i <= c->last && w->steps < steps_max; i++) {
        c->step[i - c->first] = w->steps;
        w->steps += visible(c, i);
    }
    w->cut = i <= c->last;
    c->last = i - 1;
    return true;
}

static size_t step_of(const struct cutting *c, const struct verdict_window *w, size_t event)
{
    return event > c->last ? w->steps : c->step[event - c->first];
}

static bool make_frames(struct cutting *c, struct verdict_window *w)
{
    size_t room = 0;
    w->frames = calloc(c->act_count, sizeof *w->frames);
    if (w->frames == NULL)
        return false;
    for (size_t i = 0; i < c->act_count; i++) {
        struct activation *a = &c->acts[i];
        bool around = a->enter < c->first && (a->leave == SIZE_MAX || a->leave > c->first);
        if (a->enter > c->last || (a->enter < c->first && !around))
            continue;
        unsigned row = 0;
        for (size_t p = a->parent; p != SIZE_MAX; p = c->acts[p].parent)
            row++;
        w->frames[room] =
            (struct verdict_frame_bar){ .function = a->function,
                                        .row = row,
                                        .before = around,
                                        .jumped = a->jumped,
                                        .after = a->leave > c->last,
                                        .from = around ? 0 : step_of(c, w, a->enter),
                                        .to = a->leave > c->last ? w->steps
                                                                 : step_of(c, w, a->leave) };
        w->rows = row + 1 > w->rows ? row + 1 : w->rows;
        a->bar = ++room;
    }
    w->frame_count = room;
    return true;
}

/* The innermost frame alive at both ends of a life. */
static size_t home_of(const struct cutting *c, const struct life *l)
{
    if (l->died == SIZE_MAX || l->other_thread)
        return SIZE_MAX;
    size_t a = l->owner;
    while (a != SIZE_MAX && c->acts[a].leave < l->died)
        a = c->acts[a].parent;
    return a;
}

static bool make_blocks(struct cutting *c, struct verdict_window *w)
{
    w->blocks = calloc(c->life_count + 1, sizeof *w->blocks);
    if (w->blocks == NULL)
        return false;
    for (size_t i = 0; i < c->life_count; i++) {
        const struct life *l = &c->lives[i];
        const struct verdict_event *e = &c->report->events[l->born];
        if (l->born > c->last)
            break;
        size_t home = home_of(c, l);
        struct verdict_block_bar *b = &w->blocks[w->block_count++];
        *b = (struct verdict_block_bar){ .number = e->id,
                                         .size = e->size,
                                         .at = e->at,
                                         .allocator = e->allocator,
                                         .from = step_of(c, w, l->born),
                                         .to = step_of(c, w, l->died),
                                         .after = l->died > c->last,
                                         .other_thread = l->other_thread,
                                         .maker_end = w->steps };
        if (l->owner != SIZE_MAX) {
            b->maker = c->acts[l->owner].function;
            b->maker_end = step_of(c, w, c->acts[l->owner].leave);
        }
        if (home != SIZE_MAX) {
            b->home = c->acts[home].function;
            if (home != l->owner && c->acts[home].bar != 0)
                w->frames[c->acts[home].bar - 1].homes++;
        }
    }
    return true;
}

static bool cut_out(struct cutting *c, struct verdict_window *w, size_t steps_max)
{
    if (!list_activations(c))
        return false;
    c->op = choose(c, steps_max);
    if (c->op == SIZE_MAX) {
        w->why = c->report->op != NULL ? "that function was not called while events were kept"
                                       : "no instrumented function made a block";
        return true;
    }
    if (!list_lives(c, steps_max) || !number_steps(c, w, steps_max) || !make_frames(c, w) ||
        !make_blocks(c, w))
        return false;
    w->op = c->acts[c->op].function != NULL ? c->acts[c->op].function : "?";
    return true;
}

bool verdict_window_make(struct verdict_window *w, const struct verdict_report *report,
                         size_t steps_max)
{
    struct cutting c = { .report = report, .thread = 1 };

    *w = (struct verdict_window){ 0 };
    if (report->op != NULL) /* the thread that calls it first */
        for (size_t i = 0; i < report->event_count; i++)
            if (report->events[i].function != NULL &&
                strcmp(report->events[i].function, report->op) == 0) {
                c.thread = report->events[i].thread;
                break;
            }
    bool ok = cut_out(&c, w, steps_max);
    free(c.acts);
    free(c.lives);
    free(c.step);
    if (!ok)
        verdict_window_done(w);
    return ok;
}

void verdict_window_done(struct verdict_window *w)
{
    free(w->frames);
    free(w->blocks);
    *w = (struct verdict_window){ 0 };
}
