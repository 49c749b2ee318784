/* library.c -- a library that is loaded so that it finds the C library's malloc, and not ours. */
#include <stdlib.h>

void *give(void)
{
    return malloc(77);
}
