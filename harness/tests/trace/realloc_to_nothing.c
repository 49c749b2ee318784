/* realloc(p, 0) frees, if libc does so; realloc(NULL, n) allocates. */
#include <stdlib.h>

static void op(void)
{
    char *p = realloc(NULL, 24); // WANT "realloc(24) not seen to escape op (100 of 100)"
    p[0] = 1;
    p = realloc(p, 0);
    free(p);
}

int main(void)
{
    for (int i = 0; i < 100; i++)
        op();
    return 0;
}
