/* caught by: dlsym
 * with: allocator.h start.c
 * It asks the linker for a malloc behind the one that counts. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dlfcn.h>

static void *take(size_t size)
{
    void *(*other)(size_t) = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
    return other(size);
}

static void give(void *block)
{
    void (*other)(void *) = (void (*)(void *))dlsym(RTLD_NEXT, "free");
    other(block);
}
