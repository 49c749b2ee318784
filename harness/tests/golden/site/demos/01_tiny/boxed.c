/* boxed.c -- a block. */
#include <stdlib.h>

int f_boxed(void)
{
    int *x = malloc(sizeof *x); /* "<" & more */
    free(x);
    return 1 < 2;
}
