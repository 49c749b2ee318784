/* live.c -- buckets of live blocks. */
#include "live.h"

/* Has the stack pointer risen as high since either tick? Then no frame lies between them. */
static Bool same_age(const struct vg_rise *r, ULong a, ULong b)
{
    return vg_rise_since(r, a) == vg_rise_since(r, b);
}

void vg_live_born(struct vg_live *l, const struct vg_rise *r, ULong tick)
{
    while (l->count > 0 && l->bucket[l->count - 1].live == 0)
        l->count--;
    while (l->count > 1 &&
           same_age(r, l->bucket[l->count - 2].tick, l->bucket[l->count - 1].tick)) {
        l->bucket[l->count - 2].live += l->bucket[l->count - 1].live;
        l->count--;
    }
    l->bucket = vg_grow(l->bucket, &l->room, l->count, sizeof *l->bucket);
    l->bucket[l->count].tick = tick;
    l->bucket[l->count].live = 1;
    l->count++;
}

static SizeT first_from(const struct vg_live *l, ULong tick)
{
    SizeT low = 0, high = l->count;
    while (low < high) {
        SizeT middle = low + (high - low) / 2;
        if (l->bucket[middle].tick < tick)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

ULong vg_live_since(const struct vg_live *l, ULong tick)
{
    ULong sum = 0;
    for (SizeT i = first_from(l, tick); i < l->count; i++)
        sum += l->bucket[i].live;
    return sum;
}

void vg_live_died(struct vg_live *l, ULong tick)
{
    SizeT i = first_from(l, tick + 1);
    if (i > 0 && l->bucket[i - 1].live > 0)
        l->bucket[i - 1].live--;
}
