/* sort_boxed.c -- qsort() knows neither the type nor the order. glibc's copies the numbers aside,
 * into a block if they need more than 1024 bytes. */
#include "lesson.h"

#include <stdlib.h>

static int compare(const void *left, const void *right)
{
    int a = *(const int *)left, b = *(const int *)right;
    return (a > b) - (a < b);
}

void sort_boxed(int *numbers, size_t count)
{
    qsort(numbers, count, sizeof *numbers, compare);
}
