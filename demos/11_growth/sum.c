/* sum.c -- the reader of what was collected: it keeps nothing. */
#include "lesson.h"

long sum_of(const long *numbers, size_t count)
{
    long sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += numbers[i];
    return sum;
}
