/* Calls of function pointers: the same call instruction calls different functions. */
#include <stdlib.h>

typedef void *maker(void);

static void *make_small(void)
{
    return malloc(8);
    // WANT "malloc(8) outlives make_small: lives in apply, 1 frame up" "50 of 50 blocks"
}

static void *make_large(void)
{
    return malloc(80);
    // WANT "malloc(80) outlives make_large: lives in apply, 1 frame up" "50 of 50 blocks"
}

static void apply(maker *make)
{
    free(make());
}

int main(void)
{
    maker *const makers[] = { make_small, make_large };
    for (int i = 0; i < 100; i++)
        apply(makers[i % 2]);
    return 0;
}
