/* jemalloc_stats.c -- read jemalloc's own request counters through mallctl(). */
#include <heapmark/jemalloc.h>

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include <heapmark/counters.h>

typedef int mallctl_fn(const char *name, void *old, size_t *old_size, void *new, size_t new_size);

/* MALLCTL_ARENAS_ALL of jemalloc 5: the sum over all arenas, destroyed ones among them. */
#define SMALL "stats.arenas.4096.small.nrequests"
#define LARGE "stats.arenas.4096.large.nrequests"

static mallctl_fn *find_mallctl(void)
{
    void *symbol = dlsym(RTLD_DEFAULT, "mallctl");
    mallctl_fn *mallctl;

    memcpy(&mallctl, &symbol, sizeof mallctl);
    return mallctl;
}

static bool read_number(mallctl_fn *mallctl, const char *name, uint64_t *out)
{
    size_t size = sizeof *out;

    return mallctl(name, out, &size, NULL, 0) == 0;
}

static bool refresh(mallctl_fn *mallctl)
{
    uint64_t epoch = 1;

    /* May fail: a thread without a cache has nothing to flush. */
    mallctl("thread.tcache.flush", NULL, NULL, NULL, 0);
    return mallctl("epoch", NULL, NULL, &epoch, sizeof epoch) == 0;
}

bool hm_jemalloc_requests(uint64_t *requests, const char **reason)
{
    const char *serving = hm_allocator();
    mallctl_fn *mallctl = find_mallctl();
    uint64_t small, large;

    if (mallctl == NULL) {
        *reason = "jemalloc is not in this program";
        return false;
    }
    if (serving != NULL && strstr(serving, "jemalloc") == NULL) {
        *reason = "jemalloc is loaded, but another allocator serves the program";
        return false;
    }
    if (!refresh(mallctl) || !read_number(mallctl, SMALL, &small) ||
        !read_number(mallctl, LARGE, &large)) {
        *reason = "this jemalloc was built without statistics";
        return false;
    }
    *requests = small + large;
    return true;
}
