/* The trap: freed in the next call of the same function, from the same place, at the same frame
 * address. It is another activation, so the block
 * escapes. */
#include <stdlib.h>

static int *last;

static void op(int n)
{
    free(last);
    last = malloc(16);
    // WANT "outlives op: lives in main, 1 frame up; freed at" "299 of 300 blocks"
    // WANT "outlives op: not freed; 1 of 300 blocks"
    *last = n;
}

int main(void)
{
    for (int i = 0; i < 300; i++)
        op(i);
    return 0;
}
