/* solution.c -- TO WRITE: what it does instead. */
#include "contract.h"

long example(const long *numbers, size_t count)
{
    long sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += numbers[i];
    return sum;
}
