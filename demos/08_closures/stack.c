/* stack.c -- a counter is a struct that the caller holds, and a function that takes its address. */
#include "lesson.h"

struct counter {
    long last;
};

static long next(struct counter *self)
{
    return ++self->last;
}

static struct counter new_counter(long start)
{
    return (struct counter){ start };
}

long third_stack(long start)
{
    struct counter tickets = new_counter(start);
    next(&tickets);
    next(&tickets);
    long third = next(&tickets);
    return third;
}
