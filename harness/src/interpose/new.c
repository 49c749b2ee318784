/* new.c -- C++'s operator new and delete, in front of those that an allocator defines.
 *
 * jemalloc and others define operators that do not call malloc, so those blocks would not be
 * counted. Here new calls the operator of the C++ runtime, which calls malloc, runs the new handler
 * and throws; delete calls free, as the runtime's does. Where no runtime is loaded, because the
 * program links its own or needs nothing of it but new, new is made of malloc here. Weak: a program
 * that defines its own operators keeps them. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/likely.h"
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
    return NULL;
}

/* Of a runtime that is linked statically. */
extern void throw_bad_alloc(void) __asm__("_ZSt17__throw_bad_allocv") __attribute__((weak));

static void *own_nothrow(size_t size, const void *tag)
{
    (void)tag;
    return malloc(size != 0 ? size : 1); /* each object has an address of its own */
}

static void *own_aligned_nothrow(size_t size, size_t alignment, const void *tag)
{
    (void)tag;
    if (size > SIZE_MAX - alignment)
        return NULL;
    return aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

static void *thrown_if_null(void *block)
{
    static const char line[] = "heapmark: operator new: no memory, and no C++ runtime to throw\n";
    if (block != NULL)
        return block;
    if (throw_bad_alloc != NULL)
        throw_bad_alloc();
    ssize_t ignored = write(STDERR_FILENO, line, sizeof line - 1);
    (void)ignored;
    __builtin_trap();
}

static void *own(size_t size)
{
    return thrown_if_null(own_nothrow(size, NULL));
}

static void *own_aligned(size_t size, size_t alignment)
{
    return thrown_if_null(own_aligned_nothrow(size, alignment, NULL));
}

/* Store the runtime's function of that name in *next, where there is one. The search may allocate,
 * which is not counted. */
static __attribute__((noinline, cold)) void find(const char *name, void *next)
{
    struct hm_count_lane *mine = hm_count_guard_enter();
    void *symbol = find_in_runtime(name);
    hm_count_guard_leave(mine);
    if (symbol != NULL)
        memcpy(next, &symbol, sizeof symbol);
}

/* One operator new, by its name in the C++ ABI: looked up at its first call, then jumped to. */
#define NEW(name, own, parameters, arguments)                                                      \
    void *name parameters;                                                                         \
    __attribute__((weak)) void *name parameters                                                    \
    {                                                                                              \
        static void *(*volatile next)parameters;                                                   \
        void *(*function)parameters = next;                                                        \
        if (HM_BASE_UNLIKELY(function == NULL)) {                                                  \
            function = own;                                                                        \
            find(#name, (void *)&function);                                                        \
            next = function;                                                                       \
        }                                                                                          \
        return function arguments;                                                                 \
    }

NEW(_Znwm, own, (size_t size), (size))
NEW(_Znam, own, (size_t size), (size))
NEW(_ZnwmRKSt9nothrow_t, own_nothrow, (size_t size, const void *tag), (size, tag))
NEW(_ZnamRKSt9nothrow_t, own_nothrow, (size_t size, const void *tag), (size, tag))
NEW(_ZnwmSt11align_val_t, own_aligned, (size_t size, size_t alignment), (size, alignment))
NEW(_ZnamSt11align_val_t, own_aligned, (size_t size, size_t alignment), (size, alignment))
NEW(_ZnwmSt11align_val_tRKSt9nothrow_t, own_aligned_nothrow,
    (size_t size, size_t alignment, const void *tag), (size, alignment, tag))
NEW(_ZnamSt11align_val_tRKSt9nothrow_t, own_aligned_nothrow,
    (size_t size, size_t alignment, const void *tag), (size, alignment, tag))

/* One operator delete. Its other arguments (size, alignment, a tag) are not needed: free finds them
 * out. */
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
