/* live.h -- how many blocks of one site one activation keeps alive at once.
 *
 * For each site and thread the live blocks are counted in buckets by the tick of their birth.
 * Births between which no frame can be told apart any more share a bucket. */
#ifndef HM_VALGRIND_LIVE_H
#define HM_VALGRIND_LIVE_H

#include "rise.h"

struct vg_live_bucket {
    ULong tick; /* of the first birth in it */
    ULong live;
};

struct vg_live {
    struct vg_live *next; /* of the same site, for another thread */
    UInt thread;
    struct vg_live_bucket *bucket; /* by growing tick */
    SizeT count, room;
};

/* A block is born at the present tick. */
void vg_live_born(struct vg_live *l, const struct vg_rise *r, ULong tick);

/* Blocks alive that were born at `tick` or later. */
ULong vg_live_since(const struct vg_live *l, ULong tick);

/* The block born at `tick` is gone. */
void vg_live_died(struct vg_live *l, ULong tick);

#endif
