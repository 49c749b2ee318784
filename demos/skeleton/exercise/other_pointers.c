/* other_pointers.c -- TO WRITE: another correct answer, in another style. */
#include "contract.h"

long example(const long *numbers, size_t count)
{
    long sum = 0;
    while (count > 0)
        sum += numbers[--count];
    return sum;
}
