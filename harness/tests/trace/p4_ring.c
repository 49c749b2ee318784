/* A ring cache: a block lives for a hundred calls. */
#include <stdlib.h>

static int *ring[100];

static void op(int n)
{
    int slot = n % 100;
    free(ring[slot]);
    ring[slot] = malloc(16);
    // WANT "outlives op: lives in main, 1 frame up; freed at"
    // WANT "outlives op: not freed; 100 of 500 blocks"
    *ring[slot] = n;
}

int main(void)
{
    for (int i = 0; i < 500; i++)
        op(i);
    return 0;
}
