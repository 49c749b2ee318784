/* A factory: the caller frees at once. */
#include <stdlib.h>

static int *make(int n)
{
    int *box = malloc(4);
    // WANT "outlives make: lives in op, 1 frame up; freed at" "500 of 500 blocks"
    *box = n;
    return box;
}

static int op(int n)
{
    int *box = make(n);
    n = *box;
    free(box);
    return n;
}

int main(void)
{
    int sum = 0;
    for (int i = 0; i < 500; i++)
        sum += op(i);
    return sum == 1;
}
