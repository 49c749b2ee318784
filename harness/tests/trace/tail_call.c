/* A function ends with a call that frees a block, or with a call that makes one. */
#include <stdlib.h>

static void drop(void *p)
{
    free(p);
}

static void *make(void)
{
    return malloc(28); // WANT "outlives make: lives in op, 2 frames up" "100 of 100 blocks"
}

static void *forward(void)
{
    return make();
}

static void op(void)
{
    drop(forward());
}

int main(void)
{
    for (int i = 0; i < 100; i++)
        op();
    return 0;
}
