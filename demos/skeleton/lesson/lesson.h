/* lesson.h -- the functions of lesson 99, in pairs. Both functions of a pair compute the same
 * result; TO WRITE: they differ in ... */
#ifndef EXAMPLE_H
#define EXAMPLE_H

/* boxed.c, stack.c: TO WRITE: what they return. */
long example_boxed(long x);
long example_stack(long x);

#endif
