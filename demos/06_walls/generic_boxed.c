/* generic_boxed.c -- one function for all types: the method comes from a dictionary at run time,
 * as in Go. */
#include "lesson.h"

#include <stdlib.h>

long generic_boxed(const struct reader_methods *dictionary, void *r, long x)
{
    struct point *p = malloc(sizeof *p);
    if (p == NULL)
        return -1;
    *p = (struct point){ x, 2 * x, 3 * x };
    long result = dictionary->take(r, p);
    free(p);
    return result;
}
