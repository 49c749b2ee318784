/* rise.c -- the falling sequence of peaks. */
#include "rise.h"

ULong vg_rise_tick(struct vg_rise *r)
{
    return ++r->tick;
}

void vg_rise_note(struct vg_rise *r, Addr sp)
{
    while (r->count > 0 && r->peak[r->count - 1].high <= sp)
        r->count--;
    if (r->count > 0 && r->peak[r->count - 1].tick == r->tick)
        return; /* it was higher already in this tick */
    r->peak = vg_grow(r->peak, &r->room, r->count, sizeof *r->peak);
    r->peak[r->count].tick = r->tick;
    r->peak[r->count].high = sp;
    r->count++;
}

Addr vg_rise_since(const struct vg_rise *r, ULong tick)
{
    SizeT low = 0, high = r->count; /* the first peak with peak.tick >= tick */
    while (low < high) {
        SizeT middle = low + (high - low) / 2;
        if (r->peak[middle].tick >= tick)
            high = middle;
        else
            low = middle + 1;
    }
    return low < r->count ? r->peak[low].high : 0;
}

ULong vg_rise_below(const struct vg_rise *r, Addr height)
{
    SizeT low = 0, high = r->count; /* the first peak lower than height */
    while (low < high) {
        SizeT middle = low + (high - low) / 2;
        if (r->peak[middle].high < height)
            high = middle;
        else
            low = middle + 1;
    }
    return low > 0 ? r->peak[low - 1].tick + 1 : 0;
}

Addr vg_rise_limit(const struct vg_rise *r)
{
    return r->count > 0 && r->peak[r->count - 1].tick == r->tick ? r->peak[r->count - 1].high : 0;
}
