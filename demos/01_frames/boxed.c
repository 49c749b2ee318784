/* boxed.c -- a point outlives the frame that makes it, because its address is returned. */
#include "lesson.h"

#include <stdlib.h>

static struct point *make_point(long x)
{
    struct point *p = malloc(sizeof *p);
    if (p == NULL)
        return NULL;
    *p = (struct point){ x, x + 1, x + 2 };
    return p;
}

long sum_boxed(long x)
{
    struct point *p = make_point(x);
    if (p == NULL)
        return -1;
    long sum = p->x + p->y + p->z;
    free(p);
    return sum;
}
