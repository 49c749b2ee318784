/* counter.c -- the least that a preloaded counter of malloc and free can do: the floor for
 * `heapmark run`. */
#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static _Thread_local unsigned long allocs, bytes, frees;
static void *(*next_malloc)(size_t);
static void (*next_free)(void *);

void *malloc(size_t size);
void free(void *block);

static void find(void)
{
    void *found[] = { dlsym(RTLD_NEXT, "malloc"), dlsym(RTLD_NEXT, "free") };
    memcpy(&next_malloc, &found[0], sizeof found[0]);
    memcpy(&next_free, &found[1], sizeof found[1]);
}

void *malloc(size_t size)
{
    if (next_malloc == NULL)
        find();
    allocs++;
    bytes += size;
    return next_malloc(size);
}

void free(void *block)
{
    if (next_free == NULL)
        find();
    frees++;
    next_free(block);
}
