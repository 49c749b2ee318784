/* real.c -- find the next allocator, and find out what it does in corner cases.
 *
 * "Next" is what the dynamic linker would have given the program without us (RTLD_NEXT), unless
 * HEAPMARK_ALLOCATOR=glibc asks for libc's own. Functions that the allocator does not define itself
 * are not taken from another library, because its free() could not take back their blocks: ask.c
 * replaces them by posix_memalign(). */
#include "interpose/real.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <heapmark/fail.h>

#include "count/mode.h"
#include "count/selftest.h"

struct hm_interpose_real hm_interpose_real;

enum { NOT_YET, UNDER_WAY, FOUND, NONE };
static int state;

static const char *library_of(void *function)
{
    Dl_info info;

    return function != NULL && dladdr(function, &info) != 0 ? info.dli_fname : NULL;
}

/* POSIX lets a void pointer hold a function's address; ISO C has no conversion between the two. */
static void set(void *field, void *function)
{
    memcpy(field, &function, sizeof function);
}

static void set_if_same_library(void *field, void *where, const char *name, const char *library)
{
    void *function = dlsym(where, name);
    const char *its = library_of(function);

    set(field, its != NULL && library != NULL && strcmp(its, library) == 0 ? function : NULL);
}

/* Where to look: RTLD_NEXT, or the handle of libc. */
static void *wanted_allocator(void)
{
    const char *name = secure_getenv("HEAPMARK_ALLOCATOR");

    if (name == NULL || *name == '\0' || strcmp(name, "next") == 0)
        return RTLD_NEXT;
    if (strcmp(name, "glibc") == 0 || strcmp(name, "libc") == 0) {
        void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
        if (libc != NULL)
            return libc;
        hm_interpose_problem = "HEAPMARK_ALLOCATOR=glibc, but no libc.so.6 is loaded";
    } else if (strcmp(name, "jemalloc") == 0) {
        if (dlsym(RTLD_DEFAULT, "mallctl") == NULL)
            hm_interpose_problem = "HEAPMARK_ALLOCATOR=jemalloc, but jemalloc is not loaded";
    } else {
        hm_interpose_problem = "HEAPMARK_ALLOCATOR is none of: glibc, jemalloc, next";
    }
    return RTLD_NEXT;
}

static bool look_up(void)
{
    void *where = wanted_allocator();
    void *next_malloc = dlsym(where, "malloc");
    const char *library = library_of(next_malloc);
    struct hm_interpose_real *r = &hm_interpose_real;

    set(&r->malloc, next_malloc);
    set(&r->free, dlsym(where, "free"));
    set(&r->calloc, dlsym(where, "calloc"));
    set(&r->realloc, dlsym(where, "realloc"));
    set(&r->posix_memalign, dlsym(where, "posix_memalign"));
    set_if_same_library(&r->aligned_alloc, where, "aligned_alloc", library);
    set_if_same_library(&r->memalign, where, "memalign", library);
    set_if_same_library(&r->valloc, where, "valloc", library);
    set_if_same_library(&r->malloc_usable_size, where, "malloc_usable_size", library);
    if (library != NULL) {
        const char *slash = strrchr(library, '/');
        hm_interpose_next = slash != NULL ? slash + 1 : library;
    }
    if (r->malloc_usable_size == NULL)
        hm_interpose_problem = "the allocator has no malloc_usable_size";
    return r->malloc != NULL && r->free != NULL && r->calloc != NULL && r->realloc != NULL &&
           r->posix_memalign != NULL;
}

/* Does the allocator call its own public functions, as musl's calloc calls malloc? Then those calls
 * come back to us, and must not be counted a second time. Tried in a lane that is in no total. */
static bool calls_itself(void)
{
    static struct hm_count_lane probe;
    struct hm_count_lane *mine = hm_count_lane;
    void *block[5] = { NULL };

    hm_count_lane = &probe;
    block[0] = hm_interpose_real.calloc(1, 24);
    block[1] = hm_interpose_real.realloc(hm_interpose_real.malloc(24), 4096);
    if (hm_interpose_real.posix_memalign(&block[2], 64, 64) != 0)
        block[2] = NULL;
    if (hm_interpose_real.aligned_alloc != NULL)
        block[3] = hm_interpose_real.aligned_alloc(64, 64);
    if (hm_interpose_real.memalign != NULL)
        block[4] = hm_interpose_real.memalign(64, 64);
    for (size_t i = 0; i < sizeof block / sizeof block[0]; i++)
        hm_interpose_real.free(block[i]);
    hm_count_lane = mine;
    return probe.counters.allocs != 0 || probe.counters.frees != 0;
}

static void find_out_corner_cases(void)
{
    void *block = hm_interpose_real.realloc(hm_interpose_real.malloc(1), 0);

    hm_interpose_real.realloc_zero_frees = block == NULL;
    hm_interpose_real.free(block);
    if (calls_itself())
        hm_count_mode_set(HM_COUNT_MODE_NESTED);
}

/* Modes that the environment asks for. Set now, so that they hold from the first request on. */
static void set_modes_from_environment(void)
{
    const char *text = secure_getenv("HEAPMARK_FAIL_AT");
    char *end;

    if (secure_getenv(HM_COUNT_LEDGER_ENV) != NULL)
        hm_count_mode_set(HM_COUNT_MODE_LAUNCHED);
    if (text == NULL || *text == '\0')
        return;
    unsigned long long n = strtoull(text, &end, 10);
    if (*end != '\0' || n == 0 || *text == '-')
        hm_interpose_problem = "HEAPMARK_FAIL_AT is not a positive number";
    else
        hm_fail_at(n);
}

static void complain(void)
{
    static const char line[] =
        "heapmark: found no allocator to forward malloc to: is this a static "
        "binary? Nothing can be counted\n";
    ssize_t ignored = write(STDERR_FILENO, line, sizeof line - 1);

    (void)ignored;
    hm_interpose_problem = "no allocator to forward malloc to";
}

bool hm_interpose_real_find(void)
{
    int expected = NOT_YET;

    if (!__atomic_compare_exchange_n(&state, &expected, UNDER_WAY, false, __ATOMIC_ACQUIRE,
                                     __ATOMIC_ACQUIRE))
        return expected == FOUND;
    if (!look_up()) {
        complain();
        __atomic_store_n(&state, NONE, __ATOMIC_RELEASE);
        return false;
    }
    hm_count_lanes_start();
    __atomic_store_n(&state, FOUND, __ATOMIC_RELEASE);
    find_out_corner_cases();
    set_modes_from_environment();
    hm_count_mode_clear(HM_COUNT_MODE_UNRESOLVED);
    return true;
}
