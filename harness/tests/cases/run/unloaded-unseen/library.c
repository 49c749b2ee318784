/* library.c -- requests a block. */
#include <stdlib.h>

void *work(void)
{
    void *volatile block = malloc(7);
    return block;
}
