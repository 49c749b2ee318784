/* freed.h -- is the block freed on every way out of its function? The answer is a note beside the
 * verdict, not part of it. */
#ifndef HM_ESCAPE_PROOF_FREED_H
#define HM_ESCAPE_PROOF_FREED_H

#include "escape/proof/reach.h"

/* The place of a return that can be reached with the block of a settled site walk still to be
 * freed; file NULL when every way out frees it or has no block. */
struct escape_place proof_not_freed_at(const struct proof_walk *walk);

#endif
