/* store.c -- an arena of mmap chunks. */
#include "bench/store.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { CHUNK = 256 * 1024, ALIGN = 16 };

struct hm_bench_store_chunk {
    struct hm_bench_store_chunk *next;
    size_t size; /* of the whole mapping */
    size_t used;
    size_t padding;
};

static struct hm_bench_store_chunk *new_chunk(struct hm_bench_store *store, size_t room)
{
    size_t size = room + sizeof(struct hm_bench_store_chunk);
    if (size < CHUNK)
        size = CHUNK;
    void *map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED)
        return NULL;
    struct hm_bench_store_chunk *chunk = map;
    *chunk =
        (struct hm_bench_store_chunk){ .next = store->chunk, .size = size, .used = sizeof *chunk };
    store->chunk = chunk;
    return chunk;
}

void *hm_bench_store_take(struct hm_bench_store *store, size_t size)
{
    if (size > SIZE_MAX / 2) {
        store->ran_out = true;
        return NULL;
    }
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    struct hm_bench_store_chunk *chunk = store->chunk;
    if (chunk == NULL || chunk->size - chunk->used < size)
        chunk = new_chunk(store, size);
    if (chunk == NULL) {
        store->ran_out = true;
        return NULL;
    }
    void *block = (char *)chunk + chunk->used;
    chunk->used += size;
    return block;
}

void *hm_bench_store_grow(struct hm_bench_store *store, const void *from, size_t size,
                          size_t larger)
{
    void *block = hm_bench_store_take(store, larger);
    if (block != NULL && size > 0)
        memcpy(block, from, size);
    return block;
}

char *hm_bench_store_format(struct hm_bench_store *store, const char *fmt, ...)
{
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, fmt, args);
    char *text = length < 0 ? NULL : hm_bench_store_take(store, (size_t)length + 1);
    if (text != NULL)
        vsnprintf(text, (size_t)length + 1, fmt, again);
    va_end(again);
    va_end(args);
    return text;
}

bool hm_bench_store_ran_out(const struct hm_bench_store *store)
{
    return store->ran_out;
}

void hm_bench_store_release(struct hm_bench_store *store)
{
    while (store->chunk != NULL) {
        struct hm_bench_store_chunk *next = store->chunk->next;
        munmap(store->chunk, store->chunk->size);
        store->chunk = next;
    }
}
