/* real.c -- find the next allocator. Nothing is requested of it that the program did not request.
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

#include "count/hook.h"
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

/* Of glibc it is known what realloc(p, 0) does. Another allocator is not asked: some end a program
 * that requests 0 bytes, and jemalloc's answer depends on its version and options. It shows at the
 * program's own first request. */
static void recall_corner_cases(void)
{
    if (hm_interpose_next != NULL && strcmp(hm_interpose_next, "libc.so.6") == 0)
        hm_interpose_real.realloc_zero = HM_INTERPOSE_FREES;
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
    recall_corner_cases();
    __atomic_store_n(&state, FOUND, __ATOMIC_RELEASE);
    set_modes_from_environment();
    hm_count_mode_clear(HM_COUNT_MODE_UNRESOLVED);
    if (hm_count_at_first_request != NULL && (hm_count_mode_now() & HM_COUNT_MODE_LAUNCHED) != 0)
        hm_count_at_first_request();
    return true;
}
