/* inline_stack.c -- a constructor returns a value. */
#include "lesson.h"

static inline struct point new_point(long x)
{
    return (struct point){ x, 2 * x, 3 * x };
}

long inline_stack(long x)
{
    struct point p = new_point(x);
    long sum = p.x + p.y + p.z;
    return sum;
}
