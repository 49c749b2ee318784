/* Two allocations on one line are two sites. */
#include <stdlib.h>

static void *kept;

static void op(void)
{
    void *a = malloc(8); void *b = malloc(24);
    // WANT "malloc(8) not seen to escape op (100 of 100)"
    // WANT "malloc(24) outlives op: lives in main, 1 frame up"
    free(a);
    kept = b;
}

int main(void)
{
    for (int i = 0; i < 100; i++) {
        op();
        free(kept);
    }
    return 0;
}
