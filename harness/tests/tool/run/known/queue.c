/* queue.c -- a ring of messages of changing size, freed long after they were made. */
#include <stdlib.h>
#include <string.h>

enum { RING = 37 };

static void *ring[RING];

static void *request(unsigned n)
{
    return malloc(16 + n % 97);
}

static void *answer(unsigned n)
{
    return aligned_alloc(64, 64 * (1 + n % 5));
}

static void *bulk(unsigned n)
{
    char *block = malloc(1000 + n);
    memset(block, 1, 1000);
    return block;
}

int main(void)
{
    for (unsigned n = 0; n < 3000; n++) {
        unsigned at = n % RING;
        free(ring[at]);
        ring[at] = n % 50 == 0 ? bulk(n) : n % 2 == 0 ? request(n) : answer(n);
    }
    return 0;
}
