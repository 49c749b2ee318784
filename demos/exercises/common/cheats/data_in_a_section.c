/* caught by: the attribute section
 * with: allocator.h start.c
 * The static array is in a section of another name. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HIDDEN __attribute__((section(".data.rel.rox")))

static HIDDEN _Alignas(16) char pool[1 << 17];
static HIDDEN size_t used, blocks;

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
