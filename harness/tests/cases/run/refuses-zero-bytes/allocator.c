/* allocator.c -- an allocator that ends a program which requests 0 bytes, and logs each request. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *(*volatile by_name)(size_t) = malloc;
static _Alignas(16) char heap[1 << 20];
static size_t used;

void *malloc(size_t size)
{
    if (size == 0)
        abort();
    if (write(2, "+", 1) != 1)
        return NULL;
    size_t *head = (void *)(heap + used);
    used += (size + 31) & ~(size_t)15;
    *head = size;
    return used > sizeof heap ? NULL : head + 2;
}
void free(void *block)
{
    (void)block;
}
void *calloc(size_t count, size_t size)
{
    return memset(by_name(count * size), 0, count * size);
}
void *realloc(void *block, size_t size)
{
    void *to = by_name(size);
    return block == NULL
               ? to
               : memcpy(to, block, size < ((size_t *)block)[-2] ? size : ((size_t *)block)[-2]);
}
size_t malloc_usable_size(void *block)
{
    return block == NULL ? 0 : ((size_t *)block)[-2];
}
