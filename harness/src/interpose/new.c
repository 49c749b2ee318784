/* new.c -- C++'s operator new and delete, taken back from allocators that define them.
 *
 * jemalloc and others bring operators that go around malloc, so that it would never hear of them.
 * Here new goes to the C++ runtime's own, which asks malloc, keeps the new handler's promises and
 * throws; delete is free, as it is there. Weak: a program that defines its own operators keeps
 * them. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "count/lane.h"

#if defined(__LP64__) /* the names below say that size_t is unsigned long */

static void *find_in_runtime(const char *name)
{
    static const char *const runtimes[] = { "libstdc++.so.6", "libc++abi.so.1", "libc++.so.1" };

    for (size_t i = 0; i < sizeof runtimes / sizeof runtimes[0]; i++) {
        void *runtime = dlopen(runtimes[i], RTLD_LAZY | RTLD_NOLOAD);
        void *symbol = runtime != NULL ? dlsym(runtime, name) : NULL;
        if (symbol != NULL)
            return symbol;
    }
    return dlsym(RTLD_NEXT, name);
}

/* Store the function of that name in *next. Looking may allocate, which is not the program's doing.
 */
static __attribute__((noinline, cold)) void find(const char *name, void *next)
{
    struct hm_count_lane *mine = hm_count_lane;

    hm_count_lane = &hm_count_quiet;
    void *symbol = find_in_runtime(name);
    hm_count_lane = mine;
    memcpy(next, &symbol, sizeof symbol);
}

/* One operator new, by the name the C++ ABI gives it; found at its first call, jumped to ever
 * after. */
#define NEW(name, parameters, arguments)                                                           \
    void *name parameters;                                                                         \
    __attribute__((weak)) void *name parameters                                                    \
    {                                                                                              \
        static void *(*next)parameters;                                                            \
        if (__builtin_expect(next == NULL, 0))                                                     \
            find(#name, (void *)&next);                                                            \
        return next arguments;                                                                     \
    }

NEW(_Znwm, (size_t size), (size))
NEW(_Znam, (size_t size), (size))
NEW(_ZnwmRKSt9nothrow_t, (size_t size, const void *tag), (size, tag))
NEW(_ZnamRKSt9nothrow_t, (size_t size, const void *tag), (size, tag))
NEW(_ZnwmSt11align_val_t, (size_t size, size_t alignment), (size, alignment))
NEW(_ZnamSt11align_val_t, (size_t size, size_t alignment), (size, alignment))
NEW(_ZnwmSt11align_val_tRKSt9nothrow_t, (size_t size, size_t alignment, const void *tag),
    (size, alignment, tag))
NEW(_ZnamSt11align_val_tRKSt9nothrow_t, (size_t size, size_t alignment, const void *tag),
    (size, alignment, tag))

/* One operator delete. Whatever else it is told - size, alignment, a tag - free finds out by
 * itself. */
#define DELETE(name)                                                                               \
    void name(void *block);                                                                        \
    __attribute__((weak)) void name(void *block)                                                   \
    {                                                                                              \
        free(block);                                                                               \
    }

DELETE(_ZdlPv)
DELETE(_ZdaPv)
DELETE(_ZdlPvm)
DELETE(_ZdaPvm)
DELETE(_ZdlPvRKSt9nothrow_t)
DELETE(_ZdaPvRKSt9nothrow_t)
DELETE(_ZdlPvSt11align_val_t)
DELETE(_ZdaPvSt11align_val_t)
DELETE(_ZdlPvmSt11align_val_t)
DELETE(_ZdaPvmSt11align_val_t)
DELETE(_ZdlPvSt11align_val_tRKSt9nothrow_t)
DELETE(_ZdaPvSt11align_val_tRKSt9nothrow_t)

#endif
