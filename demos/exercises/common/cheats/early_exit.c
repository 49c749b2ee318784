/* caught by: it calls _exit
 * with: allocator.h start.c
 * It ends the program where the first block is needed. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unistd.h>

static void *take(size_t size)
{
    (void)size;
    _exit(0);
}

static void give(void *block)
{
    (void)block;
}
