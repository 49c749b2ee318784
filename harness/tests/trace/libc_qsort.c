/* qsort calls back into instrumented code, which allocates. */
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    int *pair = malloc(8); // WANT "malloc(8) not seen to escape compare"
    pair[0] = *(const int *)a;
    pair[1] = *(const int *)b;
    int order = (pair[0] > pair[1]) - (pair[0] < pair[1]);
    free(pair);
    return order;
}

int main(void)
{
    int numbers[64];
    for (int i = 0; i < 64; i++)
        numbers[i] = (i * 37) % 64;
    qsort(numbers, 64, sizeof numbers[0], compare);
    return numbers[0];
}
