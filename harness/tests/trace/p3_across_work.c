/* One block that lives across real work and another pair. */
#include <stdlib.h>

static unsigned work(unsigned n)
{
    unsigned *inner = malloc(64); // WANT "malloc(64) not seen to escape work (500 of 500)"
    for (int i = 0; i < 16; i++)
        inner[i] = n * 2654435761u + (unsigned)i;
    for (int k = 0; k < 100; k++)
        n += inner[k % 16];
    free(inner);
    return n;
}

static unsigned op(unsigned n)
{
    unsigned *kept = malloc(32); // WANT "malloc(32) not seen to escape op (500 of 500)"
    kept[0] = n;
    n = work(n);
    n += kept[0];
    free(kept);
    return n;
}

int main(void)
{
    unsigned sum = 0;
    for (unsigned i = 0; i < 500; i++)
        sum += op(i);
    return sum == 1;
}
