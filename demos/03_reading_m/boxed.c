/* boxed.c -- the callee keeps the address of its argument: Go says "leaking param: p". */
#include "lesson.h"

#include <stdlib.h>

struct log {
    const long *last;
};

static void note(struct log *l, const long *p)
{
    l->last = p;
}

long note_boxed(long value)
{
    struct log l;
    long *x = malloc(sizeof *x);
    if (x == NULL)
        return -1;
    *x = value;
    note(&l, x);
    long last = *l.last;
    free(x);
    return last;
}
