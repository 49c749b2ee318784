/* Functions that the compiler inlines still count as frames. */
#include <stdlib.h>

static inline __attribute__((always_inline)) void *innermost(void)
{
    return malloc(16); // WANT "outlives innermost: lives in outer, 2 frames up" "100 of 100 blocks"
}

static inline __attribute__((always_inline)) void *inner(void)
{
    void *own = malloc(8); // WANT "malloc(8) not seen to escape inner (100 of 100)"
    void *p = innermost();
    free(own);
    return p;
}

static inline __attribute__((always_inline)) void outer(void)
{
    free(inner());
}

int main(void)
{
    for (int i = 0; i < 100; i++)
        outer();
    return 0;
}
