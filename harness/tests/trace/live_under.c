/* Blocks that are made at eight depths below their home are alive in it at once. */
#include <stdlib.h>

enum { BLOCKS = 8 };

static void *make(int depth)
{
    return depth > 0 ? make(depth - 1) : malloc(64);
    // WANT "outlives make: lives in main, 1..8 frames up"
}

int main(void)
{
    void *p[BLOCKS];
    for (int i = 0; i < BLOCKS; i++)
        p[i] = make(i);
    for (int i = 0; i < BLOCKS; i++)
        free(p[i]);
    return 0;
}
