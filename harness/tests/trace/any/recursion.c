/* A recursion deeper than any table, with homes at both ends. */
#include <stdlib.h>

#define FRAME __attribute__((noinline, noclone))
enum { DEPTH = 50000 };

static void *blocks[DEPTH + 1];
static volatile int calls;

FRAME static int down(int n)
{
    void *own = malloc(8); // WANT "malloc(8) not seen to escape down (50001 of 50001)"
    if (n % 10000 == 0)
        blocks[n] = malloc(16);
    // WANT "outlives down: lives in op, 1..50001 frames up"
    int below = n > 0 ? down(n - 1) : 0;
    free(own);
    return below + 1;
}

FRAME static void op(void)
{
    calls += down(DEPTH);
    for (int i = 0; i <= DEPTH; i += 10000)
        free(blocks[i]);
    calls++;
}

int main(void)
{
    op();
    return calls == 0;
}
