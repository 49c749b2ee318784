/* hooks.c -- heapmark/hooks.h: an instrumented program runs as it would without the tracer. */
#include <heapmark/hooks.h>

static int twice(int n)
{
    return 2 * n;
}

int main(void)
{
    return twice(2) == 4 ? 0 : 1;
}
