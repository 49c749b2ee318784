/* known_stack.c -- the same table, and the point in the frame. */
#include "lesson.h"

static long sum(void *self, const struct point *p)
{
    (void)self;
    return p->x + p->y + p->z;
}

static const struct reader_methods methods = { sum };

long known_stack(long x)
{
    struct reader r = { &methods, NULL };
    struct point p = { x, 2 * x, 3 * x };
    long result = r.methods->take(r.self, &p);
    return result;
}
