/* lesson.h -- the functions of lesson 01, in pairs. Both functions of a pair compute the same
 * result; they differ in where the result lives. */
#ifndef FRAMES_H
#define FRAMES_H

#include <stddef.h>

struct point {
    long x, y, z;
};

/* boxed.c, stack.c: the sum of the coordinates of a point made by another function. */
long sum_boxed(long x);
long sum_stack(long x);

/* int_boxed.c, int_stack.c: one number out of a function that also reports success. */
long parse_boxed(const char *digits);
long parse_stack(const char *digits);

/* buffer_boxed.c, buffer_stack.c: the first character of a name that another function writes. */
int name_boxed(int id);
int name_stack(int id);

/* member_boxed.c, member_stack.c: a value that sits behind, or inside, a returned struct. */
long member_boxed(long x);
long member_stack(long x);

#endif
