/* Code without hooks makes a block: it belongs to the instrumented function that called the
 * code. */
#include <stdlib.h>

#define PLAIN __attribute__((noinline, no_instrument_function))

PLAIN static void *helper(void)
{
    return malloc(16);
}

PLAIN static void helper_frees(void *p)
{
    free(p);
}

static void *make(void)
{
    return helper();
    // WANT "helper's malloc(16) outlives make: lives in op, 1 frame up" "100 of 100 blocks"
}

static void op(void)
{
    helper_frees(make());
}

int main(void)
{
    for (int i = 0; i < 100; i++)
        op();
    return 0;
}
