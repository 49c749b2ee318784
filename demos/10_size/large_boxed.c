/* large_boxed.c -- a table of 64 KiB and one byte, in a block. */
#include "lesson.h"

#include <stdbool.h>
#include <stdlib.h>

long distinct_boxed(const int *values, size_t count)
{
    bool *seen = calloc(LARGE_VALUE + 1, sizeof *seen);
    if (seen == NULL)
        return -1;
    long distinct = 0;
    for (size_t i = 0; i < count; i++) {
        distinct += !seen[values[i]];
        seen[values[i]] = true;
    }
    free(seen);
    return distinct;
}
