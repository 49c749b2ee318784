/* caught by: static data is within the budget: 
 * with: allocator.h start.c
 * All blocks come from an array of the thread. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local _Alignas(16) char pool[1 << 14];
static _Thread_local size_t used, blocks;

static void *take(size_t size)
{
    size = (size + 15) / 16 * 16;
    if (used + size > sizeof pool)
        return NULL;
    used += size;
    blocks++;
    return pool + used - size;
}

static void give(void *block)
{
    (void)block;
    if (--blocks == 0)
        used = 0;
}
