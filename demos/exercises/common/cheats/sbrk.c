/* caught by: sbrk
 * with: allocator.h start.c
 * It gets memory from the end of the data segment. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unistd.h>

static void *take(size_t size)
{
    return sbrk((long)(size + 15) / 16 * 16);
}

static void give(void *block)
{
    (void)block;
}
