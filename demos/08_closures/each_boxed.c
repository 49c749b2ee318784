/* each_boxed.c -- what the callback works on is allocated, although each() keeps no address. */
#include "lesson.h"

#include <stdlib.h>

static void add(void *context, long number)
{
    long *sum = context;
    *sum += number;
}

long total_boxed(const long *numbers, size_t count)
{
    long *sum = malloc(sizeof *sum);
    if (sum == NULL)
        return -1;
    *sum = 0;
    each(numbers, count, add, sum);
    long total = *sum;
    free(sum);
    return total;
}
