/* caught by: mmap
 * with: allocator.h start.c
 * Its mmap may be missing, so that the linker does not ask for it. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *mmap(void *at, size_t size, int protection, int flags, int fd, long offset)
    __attribute__((weak));

static void *take(size_t size)
{
    return mmap != NULL && size <= 1 << 16 ? mmap(NULL, 1 << 16, 3, 0x22, -1, 0) : NULL;
}

static void give(void *block)
{
    (void)block;
}
