/* point_boxed.c -- a struct of 24 bytes goes into a block of 24 bytes. */
#include "lesson.h"

#include <stdlib.h>

int64_t point_boxed(int64_t x)
{
    struct point *p = malloc(sizeof *p);
    if (p != NULL)
        *p = (struct point){ x, 2 * x, 3 * x };
    struct iface value = { &type_point, p };
    int64_t weight = weigh_iface(value);
    free(p);
    return weight;
}
