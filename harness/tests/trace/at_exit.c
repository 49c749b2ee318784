/* Freed after main has returned: no frame that existed when the block was made exists any more. */
#include <stdlib.h>

static void *kept;

static void clean(void)
{
    free(kept);
}

static void start(void)
{
    kept = malloc(32); // WANT "outlives start and all its callers; freed at" "1 of 1 block"
}

int main(void)
{
    atexit(clean);
    start();
    return 0;
}
