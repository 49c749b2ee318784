/* stack.c -- the same call. The callee is unknown, but it promises to keep nothing. */
#include "lesson.h"

long take_stack(struct reader r, long x)
{
    struct point p = { x, 2 * x, 3 * x };
    long result = r.methods->take(r.self, &p);
    return result;
}
