/* stack.c -- the callee copies what its argument points to: Go says "p does not escape". */
#include "lesson.h"

struct log {
    long last;
};

static void note(struct log *l, const long *p)
{
    l->last = *p;
}

long note_stack(long value)
{
    struct log l;
    long x = value;
    note(&l, &x);
    long last = l.last;
    return last;
}
