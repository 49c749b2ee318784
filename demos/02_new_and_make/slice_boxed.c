/* slice_boxed.c -- ten numbers in a block that is all zero. */
#include "lesson.h"

#include <stdlib.h>

long slice_boxed(long middle)
{
    long *numbers = calloc(COUNT, sizeof *numbers);
    if (numbers == NULL)
        return -1;
    numbers[COUNT / 2] = middle;
    long sum = 0;
    for (int i = 0; i < COUNT; i++)
        sum += numbers[i];
    free(numbers);
    return sum;
}
