/* boxed.c -- the text is measured, then written into a block of that size. */
#include "lesson.h"

#include <stdio.h>
#include <stdlib.h>

/* Returns a text that the caller frees; NULL without memory. */
static char *text_of(long number)
{
    size_t size = (size_t)snprintf(NULL, 0, "%ld", number) + 1;
    char *text = malloc(size);
    if (text != NULL)
        snprintf(text, size, "%ld", number);
    return text;
}

long digits_boxed(long number)
{
    char *text = text_of(number);
    if (text == NULL)
        return -1;
    long sum = digit_sum(text);
    free(text);
    return sum;
}
