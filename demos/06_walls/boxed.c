/* boxed.c -- what Go does: an unknown callee may keep the point, so the point is a block. */
#include "lesson.h"

#include <stdlib.h>

long take_boxed(struct reader r, long x)
{
    struct point *p = malloc(sizeof *p);
    if (p == NULL)
        return -1;
    *p = (struct point){ x, 2 * x, 3 * x };
    long result = r.methods->take(r.self, p);
    free(p);
    return result;
}
