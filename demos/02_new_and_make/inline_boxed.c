/* inline_boxed.c -- a constructor returns a block; the compiler sees both it and its use. */
#include "lesson.h"

#include <stdlib.h>

static inline struct point *new_point(long x)
{
    struct point *p = malloc(sizeof *p);
    if (p != NULL)
        *p = (struct point){ x, 2 * x, 3 * x };
    return p;
}

long inline_boxed(long x)
{
    struct point *p = new_point(x);
    if (p == NULL)
        return -1;
    long sum = p->x + p->y + p->z;
    free(p);
    return sum;
}
