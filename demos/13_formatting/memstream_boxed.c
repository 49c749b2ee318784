/* memstream_boxed.c -- a stream that writes into memory: a stream, its buffer and the text. */
#include "lesson.h"

#include <stdio.h>
#include <stdlib.h>

long digits_memstream(long number)
{
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    if (out == NULL)
        return -1;
    int written = fprintf(out, "%ld", number);
    long sum = -1;
    /* glibc: fclose() is 0 also when there was no memory for the text, which is NULL then. */
    if (fclose(out) == 0 && written > 0 && text != NULL)
        sum = digit_sum(text);
    free(text);
    return sum;
}
