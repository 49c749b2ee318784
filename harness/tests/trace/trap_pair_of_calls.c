/* Made in one call of step(), freed in the next one; one line of a loop in op makes both calls. */
#include <stdlib.h>

static void *held;

static void step(int n)
{
    if (n % 2 == 0)
        held = malloc(48);
        // WANT "outlives step: lives in op, 1 frame up; freed at" "200 of 200 blocks"
    else
        free(held);
}

static void op(void)
{
    for (int n = 0; n < 4; n++)
        step(n);
}

int main(void)
{
    for (int i = 0; i < 100; i++)
        op();
    return 0;
}
