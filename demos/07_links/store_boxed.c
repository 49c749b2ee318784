/* store_boxed.c -- what Go does with a variable whose address is stored through a pointer: x is a
 * block. */
#include "lesson.h"

#include <stdlib.h>

long store_boxed(long value)
{
    long *p = NULL;
    long **pp = &p;
    long *x = malloc(sizeof *x);
    if (x == NULL)
        return -1;
    *x = value;
    *pp = x;
    long copy = *p;
    free(x);
    return copy;
}
