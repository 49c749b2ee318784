/* fates.h -- the tables of sites and of fates. */
#ifndef HM_VALGRIND_FATES_H
#define HM_VALGRIND_FATES_H

#include "live.h"
#include "tool.h"

void vg_fates_start(void);

/* The site of blocks that this call stack asked for. When the table is full: 0, the site that holds
 * the overflow. */
UInt vg_site(UInt node);

/* Where the live blocks of a site are counted for a thread. Sites that differ only in frames of
 * libraries share it: one call of the program may hold blocks of several at once. */
struct vg_live *vg_site_live(UInt site, UInt thread);

struct vg_fate_key {
    UInt site, kind, home;
    Addr home_pc, free_pc;
};

/* The fate of that key, made if it is new; NULL: the table is full. */
struct vg_seen_fate *vg_fate(const struct vg_fate_key *key);

#endif
