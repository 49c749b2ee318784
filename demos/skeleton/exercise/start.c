/* start.c -- 1 allocs/op, 8 B/op. Your task: the same results with 0 allocs/op. */
#include "contract.h"

#include <stdlib.h>

long example(const long *numbers, size_t count)
{
    long *sum = malloc(sizeof *sum); /* who needs this block? */
    if (sum == NULL)
        return -1;
    *sum = 0;
    for (size_t i = 0; i < count; i++)
        *sum += numbers[i];
    long result = *sum;
    free(sum);
    return result;
}
