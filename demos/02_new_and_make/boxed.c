/* boxed.c -- a point that is used in one function only, in a block. */
#include "lesson.h"

#include <stdlib.h>

long point_boxed(long x)
{
    struct point *p = malloc(sizeof *p);
    if (p == NULL)
        return -1;
    *p = (struct point){ x, 2 * x, 3 * x };
    long sum = p->x + p->y + p->z;
    free(p);
    return sum;
}
