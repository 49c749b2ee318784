/* member_stack.c -- the value is a member, so the struct that is returned carries all of it. */
#include "lesson.h"

struct holder {
    long value;
};

static struct holder hold(long x)
{
    struct holder h = { x };
    return h;
}

long member_stack(long x)
{
    struct holder h = hold(x);
    long copy = h.value;
    return copy;
}
