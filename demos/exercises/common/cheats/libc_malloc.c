/* caught by: __libc_malloc
 * with: allocator.h start.c
 * It calls glibc's malloc by its other name, which is not counted. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void __libc_free(void *block);

static void *take(size_t size)
{
    return __libc_malloc(size);
}

static void give(void *block)
{
    __libc_free(block);
}
