/* stack.c -- a point that is used in one function only, in its frame: an unnamed object, and its
 * address. */
#include "lesson.h"

long point_stack(long x)
{
    struct point *p = &(struct point){ x, 2 * x, 3 * x };
    long sum = p->x + p->y + p->z;
    return sum;
}
