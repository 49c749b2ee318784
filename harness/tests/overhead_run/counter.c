/* counter.c -- the least that a preloaded counter can do: the floor for `heapmark run`. With SIZES
 * also the least that tells how many usable bytes are alive at the peak, which needs the
 * allocator's answer for each block at both ends of its life. */
#include <dlfcn.h>
#include <malloc.h>
#include <stddef.h>
#include <string.h>

static _Thread_local unsigned long allocs, bytes, frees;
#ifdef SIZES
static _Thread_local unsigned long live, peak;
#endif
static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);
static void (*next_free)(void *);

void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *block, size_t size);
void free(void *block);

static void find(void)
{
    void *found[] = { dlsym(RTLD_NEXT, "malloc"), dlsym(RTLD_NEXT, "calloc"),
                      dlsym(RTLD_NEXT, "realloc"), dlsym(RTLD_NEXT, "free") };
    memcpy(&next_calloc, &found[1], sizeof found[1]);
    memcpy(&next_realloc, &found[2], sizeof found[2]);
    memcpy(&next_free, &found[3], sizeof found[3]);
    memcpy(&next_malloc, &found[0], sizeof found[0]);
}

static inline void *born(void *block)
{
#ifdef SIZES
    live += malloc_usable_size(block);
    peak = live > peak ? live : peak;
#endif
    return block;
}

void *malloc(size_t size)
{
    if (next_malloc == NULL)
        find();
    allocs++;
    bytes += size;
    return born(next_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    if (next_malloc == NULL)
        find();
    allocs++;
    bytes += count * size;
    return born(next_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
    if (next_malloc == NULL)
        find();
    allocs++;
    frees++;
    bytes += size;
#ifdef SIZES
    live -= malloc_usable_size(block);
#endif
    return born(next_realloc(block, size));
}

void free(void *block)
{
    if (next_malloc == NULL)
        find();
    frees++;
#ifdef SIZES
    live -= malloc_usable_size(block);
#endif
    next_free(block);
}
