/* each_stack.c -- what the callback works on is a variable: each() returns before it ends. */
#include "lesson.h"

static void add(void *context, long number)
{
    long *sum = context;
    *sum += number;
}

long total_stack(const long *numbers, size_t count)
{
    long sum = 0;
    each(numbers, count, add, &sum);
    long total = sum;
    return total;
}
