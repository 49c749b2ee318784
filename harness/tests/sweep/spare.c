/* spare.c -- preloaded in front of heapmark's malloc: requests made inside libdw and libelf never
 * fail.
 *
 * libdw dereferences NULL or aborts when some of its requests fail. That is a fault of libdw, which
 * the tool cannot survive, and a sweep is about the tool. A request is libdw's if the innermost
 * caller outside libc and the preloaded libraries is. It goes to the allocator behind heapmark's,
 * where it is neither counted nor failed. */
#include <dlfcn.h>
#include <execinfo.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES = 12 };

static struct {
    void *(*malloc)(size_t size);
    void *(*calloc)(size_t count, size_t size);
    void *(*realloc)(void *block, size_t size);
} next, behind;

static _Thread_local bool looking; /* backtrace() may make requests of its own */

static void find_next(void)
{
    *(void **)&next.calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&next.realloc = dlsym(RTLD_NEXT, "realloc");
    *(void **)&next.malloc = dlsym(RTLD_NEXT, "malloc");
}

/* Runs after the constructors of what is preloaded behind this: all of it is at work by now. */
__attribute__((constructor)) static void find_behind(void)
{
    void *frame[1];
    void *(*behind_once)(const char *name);
    *(void **)&behind_once = dlsym(RTLD_DEFAULT, "sweep_behind_once");
    *(void **)&behind.calloc = behind_once("calloc");
    *(void **)&behind.realloc = behind_once("realloc");
    looking = true;
    *(void **)&behind.malloc = behind_once("malloc");
    backtrace(frame, 1); /* loads what it needs */
    looking = false;
}

enum whose { LIBDW, OTHER, PASSED_OVER };

static enum whose whose(const void *address)
{
    static const char *const passed_over[] = { "/libc.so", "/libsweep_spare", "/liblsan",
                                               "/libheapmark_preload" };
    Dl_info info;
    if (dladdr(address, &info) == 0 || info.dli_fname == NULL)
        return PASSED_OVER;
    for (size_t i = 0; i < sizeof passed_over / sizeof passed_over[0]; i++)
        if (strstr(info.dli_fname, passed_over[i]) != NULL)
            return PASSED_OVER;
    return strstr(info.dli_fname, "/libdw") != NULL || strstr(info.dli_fname, "/libelf") != NULL
               ? LIBDW
               : OTHER;
}

/* Also true for the requests that answering this makes. */
static bool spared(const void *caller)
{
    void *frame[FRAMES];
    if (next.malloc == NULL)
        find_next();
    if (behind.malloc == NULL || looking)
        return behind.malloc != NULL;
    looking = true;
    enum whose is = whose(caller);
    int count = is == PASSED_OVER ? backtrace(frame, FRAMES) : 0;
    for (int i = 0; i < count && is == PASSED_OVER; i++)
        is = whose(frame[i]);
    looking = false;
    return is == LIBDW;
}

void *malloc(size_t size)
{
    return (spared(__builtin_return_address(0)) ? behind.malloc : next.malloc)(size);
}

void *calloc(size_t count, size_t size)
{
    return (spared(__builtin_return_address(0)) ? behind.calloc : next.calloc)(count, size);
}

void *realloc(void *block, size_t size)
{
    return (spared(__builtin_return_address(0)) ? behind.realloc : next.realloc)(block, size);
}
