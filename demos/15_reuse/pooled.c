/* pooled.c -- each reply has the buffer of an earlier one, if one waits in the pool. */
#include "buffer.h"

long reply_pooled(struct pool *pool, long number)
{
    struct buffer *b = pool_get(pool);
    if (b == NULL)
        b = buffer_new();
    if (b == NULL)
        return -1;
    long len = write_reply(b, number);
    if (!pool_put(pool, b))
        buffer_free(b);
    return len;
}

bool pool_fill(struct pool *pool)
{
    while (pool->count < BURST) {
        struct buffer *b = buffer_new();
        if (b == NULL)
            return false;
        pool_put(pool, b);
    }
    return true;
}

void pool_free(struct pool *pool)
{
    while (pool->count > 0)
        buffer_free(pool_get(pool));
}
