/* arena.c -- a list of chunks, filled one after the other; contract in arena.h. */
#include "escape/base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 256 * 1024 };

struct chunk {
    struct chunk *older;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

static struct chunk *newest;

void escape_no_memory(void)
{
    fputs("heapmark escape: out of memory\n", stderr);
    _Exit(2);
}

void *escape_get_or_exit(size_t bytes)
{
    void *block = malloc(bytes);
    if (block == NULL)
        escape_no_memory();
    return block;
}

static struct chunk *chunk_new(size_t bytes)
{
    size_t size = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
    struct chunk *chunk = calloc(1, sizeof *chunk + size);
    if (chunk == NULL)
        escape_no_memory();
    chunk->size = size;
    chunk->older = newest;
    newest = chunk;
    return chunk;
}

void *escape_arena_get(size_t bytes)
{
    bytes = (bytes + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    if (newest == NULL || newest->size - newest->used < bytes)
        chunk_new(bytes);
    void *result = newest->bytes + newest->used;
    newest->used += bytes;
    return result;
}

char *escape_arena_copy(const char *text, size_t length)
{
    char *copy = escape_arena_get(length + 1);
    memcpy(copy, text, length);
    return copy;
}

char *escape_arena_format(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = escape_arena_get((size_t)length + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}

void escape_arena_release(void)
{
    while (newest != NULL) {
        struct chunk *older = newest->older;
        free(newest);
        newest = older;
    }
}

void *escape_arena_grow(const void *items, size_t count, size_t *room, size_t size)
{
    *room = *room == 0 ? 8 : *room * 2;
    void *larger = escape_arena_get(*room * size);
    if (count > 0)
        memcpy(larger, items, count * size);
    return larger;
}
