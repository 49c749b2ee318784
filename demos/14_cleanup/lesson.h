/* lesson.h -- the functions of lesson 14. Each takes something that must be given back: a slot of a
 * store, in place of a lock, a file or a connection. All functions of a group return the same. */
#ifndef CLEANUP_H
#define CLEANUP_H

#include <stdbool.h>

enum { TURNS = 10 };

struct slot {
    bool taken;
};

struct store {
    struct slot slots[TURNS];
    long most; /* slots that were taken at once */
};

struct slot *store_take(struct store *s); /* store.c; never more than TURNS at once */
void store_give(void *slot);              /* takes void *, so that a list of cleanups can call it */
long store_taken(const struct store *s);  /* slots that are taken now */

/* boxed.c, frame.c, stack.c: take a slot in each of TURNS turns; none is taken afterwards. The
 * number of turns; -1 without memory. */
long loop_boxed(struct store *s);
long loop_frame(struct store *s);
long loop_stack(struct store *s);

/* once_boxed.c, once_attribute.c, once_stack.c: take one slot, and give it back also if the work
 * fails. 1; -1 if it failed. */
long once_boxed(struct store *s, bool fails);
long once_attribute(struct store *s, bool fails);
long once_stack(struct store *s, bool fails);

/* kind_boxed.c, kind_stack.c: the number inside a value of any kind. */
long kind_boxed(long number);
long kind_stack(long number);

#endif
