/* readers.c -- the callees, in a file of their own: the callers are compiled without them. */
#include "lesson.h"

#include <string.h>

long adder_take(struct adder *a, const struct point *p)
{
    a->taken++;
    return p->x + p->y + p->z;
}

long scaler_take(struct scaler *s, const struct point *p)
{
    return s->factor * (p->x + p->y + p->z);
}

static long take_as_adder(void *self, const struct point *p)
{
    return adder_take(self, p);
}

static long take_as_scaler(void *self, const struct point *p)
{
    return scaler_take(self, p);
}

const struct reader_methods adder_methods = { take_as_adder };
const struct reader_methods scaler_methods = { take_as_scaler };

size_t text_write(void *self, const char *bytes, size_t len)
{
    struct text *t = self;
    t->len = len < sizeof t->at ? len : sizeof t->at;
    memcpy(t->at, bytes, t->len);
    return t->len;
}
