/* dlsym_allocates.c -- a dlsym() that allocates, as in some C libraries. heapmark's malloc looks
 * for its allocator with dlsym(), so it is called again before it has found the allocator. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <heapmark/counters.h>

static int calls;
static char *kept;

static void *(*find_dlsym(void))(void *, const char *)
{
    void *symbol = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
    void *(*function)(void *, const char *);

    if (symbol == NULL)
        symbol = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
    memcpy(&function, &symbol, sizeof function);
    return function;
}

void *dlsym(void *restrict handle, const char *restrict name)
{
    static void *(*next)(void *, const char *);
    void *block = calloc(1, 100);

    block = realloc(block, 200);
    free(block);
    if (kept == NULL) {
        kept = malloc(6);
        memcpy(kept, "early", 6);
    }
    calls++;
    if (next == NULL)
        next = find_dlsym();
    return next(handle, name);
}

int main(void)
{
    hm_counters before = hm_counters_now();

    free(malloc(24));
    kept = realloc(kept, 5000);
    hm_counters used = hm_counters_since(&before);
    if (calls == 0 || kept == NULL || strcmp(kept, "early") != 0 || used.allocs != 2)
        return 1;
    free(kept);
    if (!hm_counting())
        return 1;
    printf("dlsym called %d times\n", calls);
    return 0;
}
