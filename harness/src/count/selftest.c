/* selftest.c -- do calls of malloc in this process reach the counters? Found out once, by a try. */
#include "count/selftest.h"

#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#include <heapmark/counters.h>

#include "base/variable.h"
#include "count/lane.h"
#include "count/mode.h"

const char *hm_interpose_problem;
const char *hm_interpose_next;

#ifdef HM_SANITIZED
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

/* Volatile: otherwise the compiler may remove the pair. Besides, the leaf attribute in malloc's
 * prototype lets it assume that no counter of ours changes during the call. */
static void *(*volatile program_malloc)(size_t) = malloc;
static void (*volatile program_free)(void *) = free;

struct hm_count_lane hm_count_selftest;

/* Tries one pair in a lane of its own, so that no total changes and no armed failure happens. On
 * the long path a pair in this lane does not reach the program's allocator. */
static bool pair_is_counted(void)
{
    struct hm_count_lane *mine = hm_count_lane;
    hm_counters before = hm_count_selftest.counters;

    hm_count_mode_set(HM_COUNT_MODE_SELFTEST);
    hm_count_lane = &hm_count_selftest;
    program_free(program_malloc(24));
    hm_count_lane = mine;
    hm_count_mode_clear(HM_COUNT_MODE_SELFTEST);
    return hm_count_selftest.counters.allocs == before.allocs + 1 &&
           hm_count_selftest.counters.frees == before.frees + 1 &&
           hm_count_selftest.counters.bytes == before.bytes + 24;
}

static bool is_static(void)
{
    const ElfW(Phdr) *header =
        (const ElfW(Phdr) *)getauxval(AT_PHDR); /* NOLINT: kernel's address */
    unsigned long count = getauxval(AT_PHNUM);

    if (header == NULL)
        return false;
    for (unsigned long i = 0; i < count; i++)
        if (header[i].p_type == PT_INTERP)
            return false;
    return true;
}

static bool under_valgrind(void)
{
    const char *preload = hm_base_variable("LD_PRELOAD");

    return preload != NULL && strstr(preload, "vgpreload") != NULL;
}

/* Where this library is linked to a program that was built with a sanitizer. */
static bool under_sanitizer(void)
{
    static const char *const starts[] = { "__asan_init", "__tsan_init", "__msan_init",
                                          "__lsan_init", "__hwasan_init" };

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (dlsym(RTLD_DEFAULT, starts[i]) != NULL)
            return true;
    return false;
}

static const char *find_reason(void)
{
    if (SANITIZED)
        return "built with a sanitizer, which brings a malloc of its own";
    if (is_static())
        return "a static binary: no allocator can be put behind heapmark's malloc";
    if (under_valgrind())
        return "running under Valgrind, which replaces malloc by its own";
    if (pair_is_counted())
        return hm_interpose_problem;
    if (under_sanitizer())
        return "built with a sanitizer, which brings a malloc of its own";
    return "malloc in this program is not heapmark's: link heapmark, before what brings another";
}

const char *hm_counting_reason(void)
{
    static const char *reason;
    static bool asked;

    if (!__atomic_load_n(&asked, __ATOMIC_ACQUIRE)) {
        int saved = errno;
        __atomic_store_n(&reason, find_reason(), __ATOMIC_RELAXED);
        __atomic_store_n(&asked, true, __ATOMIC_RELEASE);
        errno = saved;
    }
    return __atomic_load_n(&reason, __ATOMIC_RELAXED);
}

bool hm_counting(void)
{
    return hm_counting_reason() == NULL;
}

const char *hm_allocator(void)
{
    return hm_interpose_next;
}
