/* large_stack.c -- a table of 64 KiB and one byte, in the frame. The compiler does not ask whether
 * the stack has that much left. */
#include "lesson.h"

#include <stdbool.h>

long distinct_stack(const int *values, size_t count)
{
    bool seen[LARGE_VALUE + 1] = { false };
    long distinct = 0;
    for (size_t i = 0; i < count; i++) {
        distinct += !seen[values[i]];
        seen[values[i]] = true;
    }
    return distinct;
}
