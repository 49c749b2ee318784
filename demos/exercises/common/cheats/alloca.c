/* caught by: __builtin_alloca
 * with: start.c
 * Its blocks are on the stack, and the input says how large they are. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <alloca.h>

static inline void *larger_copy(void *copy, const void *block, size_t size)
{
    return block != NULL ? memcpy(copy, block, size / 2) : copy;
}

#define malloc(size)         alloca(size)
#define calloc(count, size)  memset(alloca((count) * (size)), 0, (count) * (size))
#define realloc(block, size) larger_copy(alloca(size), block, size)
#define free(block)          ((void)(block))
