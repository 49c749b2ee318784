/* larger_stack.c -- a table of 16 KiB and one byte: one bit for each possible value. */
#include "lesson.h"

long distinct_larger_stack(const int *values, size_t count)
{
    unsigned char seen[LARGER_VALUE / 8 + 1] = { 0 };
    long distinct = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned char bit = (unsigned char)(1U << values[i] % 8);
        distinct += !(seen[values[i] / 8] & bit);
        seen[values[i] / 8] |= bit;
    }
    return distinct;
}
