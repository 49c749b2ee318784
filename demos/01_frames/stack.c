/* stack.c -- a point is returned by value: the caller's frame has room for it. */
#include "lesson.h"

static struct point make_point(long x)
{
    return (struct point){ x, x + 1, x + 2 };
}

long sum_stack(long x)
{
    struct point p = make_point(x);
    long sum = p.x + p.y + p.z;
    return sum;
}
