/* caught by: mmap
 * with: allocator.h start.c
 * It gets pages from the kernel for every block. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/mman.h>

enum { PAGES = 1 << 16 };

static void *take(size_t size)
{
    void *at = mmap(NULL, PAGES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return at != MAP_FAILED && size <= PAGES ? at : NULL;
}

static void give(void *block)
{
    munmap(block, PAGES);
}
