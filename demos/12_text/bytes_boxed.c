/* bytes_boxed.c -- the callee asks for bytes that it may change, so it gets a copy of its own. */
#include "lesson.h"

#include <stdlib.h>
#include <string.h>

static long sum(char *bytes, size_t len)
{
    long total = 0;
    for (size_t i = 0; i < len; i++)
        total += bytes[i];
    return total;
}

long sum_boxed(struct view text)
{
    char *bytes = malloc(text.len);
    if (bytes == NULL)
        return -1;
    memcpy(bytes, text.at, text.len);
    long total = sum(bytes, text.len);
    free(bytes);
    return total;
}
