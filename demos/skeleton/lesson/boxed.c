/* boxed.c -- TO WRITE: why the value gets a block. */
#include "lesson.h"

#include <stdlib.h>

long example_boxed(long x)
{
    long *value = malloc(sizeof *value);
    if (value == NULL)
        return -1;
    *value = x;
    long result = *value;
    free(value);
    return result;
}
