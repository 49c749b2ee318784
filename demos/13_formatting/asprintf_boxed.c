/* asprintf_boxed.c -- the C library makes the block, in its own way. */
#include "lesson.h"

#include <stdio.h>
#include <stdlib.h>

long digits_asprintf(long number)
{
    char *text = NULL;
    if (asprintf(&text, "%ld", number) < 0)
        return -1;
    long sum = digit_sum(text);
    free(text);
    return sum;
}
