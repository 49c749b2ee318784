/* header_boxed.c -- a pool of values: the pool holds addresses, so the header of a buffer gets a
 * block each time that it is put back. */
#include "lesson.h"

#include <stdlib.h>

/* The buffer that waits in the pool, or a new one. Its `at` is NULL without memory. */
static struct buffer take(struct pool *pool)
{
    struct buffer *box = pool_get(pool);
    if (box == NULL)
        return (struct buffer){ malloc(ROOM), 0, ROOM };
    struct buffer b = *box;
    free(box);
    return b;
}

/* Puts the bytes of a buffer back; frees them if that is not possible. */
static bool give(struct pool *pool, struct buffer b)
{
    struct buffer *box = malloc(sizeof *box);
    if (box != NULL) {
        *box = b;
        if (pool_put(pool, box))
            return true;
    }
    free(box);
    free(b.at);
    return false;
}

long header_boxed(struct pool *pool, long number)
{
    struct buffer b = take(pool);
    if (b.at == NULL)
        return -1;
    long len = write_reply(&b, number);
    return give(pool, b) ? len : -1;
}

void header_boxed_free(struct pool *pool)
{
    while (pool->count > 0)
        free(take(pool).at);
}
