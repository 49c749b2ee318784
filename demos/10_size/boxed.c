/* boxed.c -- the count is known at run time only, so the numbers go into a block. */
#include "lesson.h"

#include <stdlib.h>

long median_boxed(const long *numbers, size_t count)
{
    long *scratch = malloc(count * sizeof *scratch);
    if (scratch == NULL)
        return -1;
    long median = median_in(scratch, numbers, count);
    free(scratch);
    return median;
}
