/* live.c -- the buckets of live blocks where there is more than one. */
#include "tracer/live.h"

#include <string.h>

#include "tracer/state.h"

enum { ARENA_STEP = 1 << 16, FIRST_ROOM = 2, WALK_MAX = 4096 };

void *hm_tracer_arena_take(struct hm_tracer_arena *a, size_t size)
{
    size = (size + 15) & ~(size_t)15;
    if ((size_t)(a->end - a->at) < size) {
        size_t step = size > ARENA_STEP ? (size + 4095) & ~(size_t)4095 : ARENA_STEP;
        void *room = hm_tracer_reserve(step);
        if (room == NULL)
            return NULL;
        a->at = room;
        a->end = a->at + step;
    }
    void *taken = a->at;
    a->at += size;
    return taken;
}

static struct hm_tracer_live_bucket *push(struct hm_tracer_live *l, struct hm_tracer_arena *a)
{
    if (l->count == l->room) {
        uint32_t room = l->room != 0 ? 2 * l->room : FIRST_ROOM;
        struct hm_tracer_live_bucket *wide = hm_tracer_arena_take(a, room * sizeof *wide);
        if (wide == NULL)
            return NULL;
        if (l->count > 0)
            memcpy(wide, l->bucket, l->count * sizeof *wide);
        l->bucket = wide;
        l->room = room;
    }
    struct hm_tracer_live_bucket *b = &l->bucket[l->count++];
    *b = (struct hm_tracer_live_bucket){ 0 };
    return b;
}

void hm_tracer_live_fold(struct hm_tracer_live *l, uint64_t top)
{
    while (l->count > 0 && l->bucket[l->count - 1].low > top) {
        struct hm_tracer_live_bucket *last = &l->bucket[l->count - 1];
        last->low = top;
        if (l->count > 1 && last[-1].low >= top) {
            last[-1].live += last->live;
            l->count--;
        }
    }
}

void hm_tracer_live_born(struct hm_tracer_live *l, struct hm_tracer_arena *a, uint64_t top)
{
    hm_tracer_live_fold(l, top);
    if (l->count == 0 || l->bucket[l->count - 1].low < top) {
        struct hm_tracer_live_bucket *b = push(l, a);
        if (b == NULL)
            return;
        b->low = top;
    }
    l->bucket[l->count - 1].live++;
}

uint64_t hm_tracer_live_since_many(const struct hm_tracer_live *l, uint64_t home)
{
    uint64_t live = 0;
    for (uint32_t i = l->count, walked = 0; i > 0 && walked < WALK_MAX; i--, walked++) {
        if (l->bucket[i - 1].low < home)
            break;
        live += l->bucket[i - 1].live;
    }
    return live;
}

void hm_tracer_live_died_many(struct hm_tracer_live *l, uint64_t birth)
{
    uint32_t low = 0, high = l->count; /* bucket[low - 1].low <= birth < bucket[high].low */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (l->bucket[middle].low <= birth)
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0 && l->bucket[low - 1].live > 0)
        l->bucket[low - 1].live--;
}

uint64_t hm_tracer_live_all(const struct hm_tracer_live *l)
{
    uint64_t live = 0;
    for (uint32_t i = 0; i < l->count; i++)
        live += l->bucket[i].live;
    return live;
}
