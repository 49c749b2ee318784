/* unchecked_boxed.c -- boxed.c without the test for NULL: no compiler keeps this block. No
 * benchmark calls it. */
#include "lesson.h"

#include <stdlib.h>

long point_unchecked(long x)
{
    struct point *p = malloc(sizeof *p);
    *p = (struct point){ x, 2 * x, 3 * x };
    long sum = p->x + p->y + p->z;
    free(p);
    return sum;
}
