/* function_boxed.c -- the callee is a function value: the point is a block. */
#include "lesson.h"

#include <stdlib.h>

long function_boxed(long (*f)(const struct point *p), long x)
{
    struct point *p = malloc(sizeof *p);
    if (p == NULL)
        return -1;
    *p = (struct point){ x, 2 * x, 3 * x };
    long result = f(p);
    free(p);
    return result;
}
