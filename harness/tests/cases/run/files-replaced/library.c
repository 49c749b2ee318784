/* library.c -- make(), and in the other library another function in its place. */
#include <stdlib.h>

#ifdef OTHER
void *other(size_t size)
#else
void *make(size_t size)
#endif
{
    void *volatile block = malloc(size);
    return block;
}
