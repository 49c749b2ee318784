/* pool.c -- Go's sync.Pool in its simplest form: a stack of addresses, for one thread. */
#include "lesson.h"

void *pool_get(struct pool *pool)
{
    return pool->count == 0 ? NULL : pool->items[--pool->count];
}

bool pool_put(struct pool *pool, void *item)
{
    if (pool->count == BURST)
        return false;
    pool->items[pool->count++] = item;
    return true;
}
