/* Every function of the family, by its own name. */
#define _GNU_SOURCE
#include <malloc.h>
#include <stdlib.h>

static void op(void)
{
    void *block[8];
    block[0] = malloc(100);                   // WANT "malloc(100) not seen to escape op (10 of 10)"
    block[1] = calloc(5, 20);                 // WANT "calloc(100) not seen to escape op (10 of 10)"
    block[2] = aligned_alloc(64, 128);
    // WANT "aligned_alloc(128) not seen to escape op (10 of 10)"
    if (posix_memalign(&block[3], 64, 100))
    // WANT "posix_memalign(100) not seen to escape op (10 of 10)"
        abort();
    block[4] = memalign(64, 100);
    // WANT "memalign(100) not seen to escape op (10 of 10)"
    block[5] = valloc(100);                   // WANT "valloc(100) not seen to escape op (10 of 10)"
    block[6] = pvalloc(100);
    // WANT "pvalloc(100) not seen to escape op (10 of 10)"
    block[7] = reallocarray(NULL, 5, 20);
    // WANT "reallocarray(100) not seen to escape op (10 of 10)"
    for (int i = 0; i < 8; i++)
        free(block[i]);
}

int main(void)
{
    for (int i = 0; i < 10; i++)
        op();
    return 0;
}
