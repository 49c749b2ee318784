/* slice_stack.c -- ten numbers in an array that is all zero. */
#include "lesson.h"

long slice_stack(long middle)
{
    long numbers[COUNT] = { 0 };
    numbers[COUNT / 2] = middle;
    long sum = 0;
    for (int i = 0; i < COUNT; i++)
        sum += numbers[i];
    return sum;
}
