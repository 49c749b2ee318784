/* median.c -- the callee of the first pair: it works in the memory that it is given. */
#include "lesson.h"

long median_in(long *scratch, const long *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && scratch[at - 1] > numbers[i]; at--)
            scratch[at] = scratch[at - 1];
        scratch[at] = numbers[i];
    }
    return scratch[count / 2];
}
