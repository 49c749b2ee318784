/* Leaked, and kept on purpose: neither is ever freed. */
#include <stdlib.h>

static void *table;

static void once(void)
{
    if (table == NULL)
        table = calloc(16, 16); // WANT "outlives once: not freed; 1 of 1 block"
}

static void leak(void)
{
    char *p = malloc(10); // WANT "outlives leak: not freed; 20 of 20 blocks"
    p[0] = 1;
}

int main(void)
{
    for (int i = 0; i < 20; i++) {
        once();
        leak();
    }
    return 0;
}
