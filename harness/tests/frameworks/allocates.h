/* allocates.h -- for every example: a call that makes no block, and one that makes one. */
#include <stdlib.h>

#include <heapmark/keep.h>

static inline void stays(void)
{
    char text[] = "on a stack";
    hm_keep(text);
}

static inline void allocates(void)
{
    char *text = (char *)malloc(8);
    hm_keep(text);
    free(text);
}
