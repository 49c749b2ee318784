/* events.h -- the steps of a short run, for pictures: frames as far as heap calls show them. */
#ifndef HM_VALGRIND_EVENTS_H
#define HM_VALGRIND_EVENTS_H

#include "stack.h"

/* The frames of t from number `alive` on were left. */
void vg_events_left(struct vg_thread *t, SizeT alive);

/* Give the frames of t that are new an activation. Returns that of the innermost program frame. */
ULong vg_events_entered(struct vg_thread *t);

/* A step of a block. */
void vg_event(UInt kind, UInt thread, ULong id, ULong where, ULong extra, ULong owner);

#endif
