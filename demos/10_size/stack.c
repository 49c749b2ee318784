/* stack.c -- up to four numbers fit into the frame; only more of them go into a block. */
#include "lesson.h"

#include <stdlib.h>

enum { INLINE = 4 };

long median_stack(const long *numbers, size_t count)
{
    long inside[INLINE];
    long *scratch = inside;
    if (count > INLINE)
        scratch = malloc(count * sizeof *scratch);
    if (scratch == NULL)
        return -1;
    long median = median_in(scratch, numbers, count);
    if (scratch != inside)
        free(scratch);
    return median;
}
