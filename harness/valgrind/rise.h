/* rise.h -- how high the stack pointer has risen since a moment in the past.
 *
 * Time is counted in ticks. A record holds pairs (tick, highest stack pointer up to then); a rise
 * removes the pairs that are not higher than it, so the heights fall from the oldest pair to the
 * youngest, and the highest point since a tick is one binary search. */
#ifndef HM_VALGRIND_RISE_H
#define HM_VALGRIND_RISE_H

#include "tool.h"

struct vg_peak {
    ULong tick;
    Addr high;
};

struct vg_rise {
    ULong tick; /* now */
    struct vg_peak *peak;
    SizeT count, room;
};

/* The next tick; what is asked about it later covers what happens from here on. */
ULong vg_rise_tick(struct vg_rise *r);

/* The stack pointer rose to sp. */
void vg_rise_note(struct vg_rise *r, Addr sp);

/* The highest stack pointer noted since that tick; 0: none. */
Addr vg_rise_since(const struct vg_rise *r, ULong tick);

/* The youngest tick from which on the stack pointer has stayed below `height`. */
ULong vg_rise_below(const struct vg_rise *r, Addr height);

/* Stack pointers up to this one need not be noted. */
Addr vg_rise_limit(const struct vg_rise *r);

#endif
