/* stack.c -- TO WRITE: where the value lives instead. */
#include "lesson.h"

long example_stack(long x)
{
    long value = x;
    long result = value;
    return result;
}
