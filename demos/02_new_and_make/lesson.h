/* lesson.h -- the functions of lesson 02, in pairs. Nothing in them outlives the function. Both
 * functions of a pair compute the same result; -1 if a block could not be allocated. */
#ifndef NEW_AND_MAKE_H
#define NEW_AND_MAKE_H

enum { COUNT = 10 };

struct point {
    long x, y, z;
};

/* boxed.c, stack.c: the sum of the coordinates of the point x, 2x, 3x. unchecked_boxed.c is boxed.c
 * without the test for NULL. It is there for its object file; calling it is a risk. */
long point_boxed(long x);
long point_stack(long x);
long point_unchecked(long x);

/* slice_boxed.c, slice_stack.c: the sum of COUNT numbers, all 0 but the one in the middle. */
long slice_boxed(long middle);
long slice_stack(long middle);

/* inline_boxed.c, inline_stack.c: as point_boxed(), and the point comes from a constructor. */
long inline_boxed(long x);
long inline_stack(long x);

#endif
