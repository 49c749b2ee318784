/* header_stack.c -- a pool of addresses: the header keeps its block as long as its bytes. */
#include "buffer.h"

/* The buffer that waits in the pool, or a new one; NULL without memory. */
static struct buffer *take(struct pool *pool)
{
    struct buffer *b = pool_get(pool);
    return b == NULL ? buffer_new() : b;
}

/* Puts a buffer back; frees it if that is not possible. */
static bool give(struct pool *pool, struct buffer *b)
{
    if (pool_put(pool, b))
        return true;
    buffer_free(b);
    return false;
}

long header_stack(struct pool *pool, long number)
{
    struct buffer *b = take(pool);
    if (b == NULL)
        return -1;
    long len = write_reply(b, number);
    return give(pool, b) ? len : -1;
}

void header_stack_free(struct pool *pool)
{
    while (pool->count > 0)
        buffer_free(take(pool));
}
