/* program.c -- code without unwind tables, above addresses of a library that libc's own dlclose()
 * unloaded. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uintptr_t start;

static __attribute__((noinline)) void request(void)
{
    void *volatile block = malloc(1000);
    free(block);
}

static __attribute__((noinline)) void middle(void)
{
    request();
    __asm__ volatile("");
}

static __attribute__((noinline)) void caller(void)
{
    volatile uintptr_t old[64];
    for (int i = 0; i < 64; i++)
        old[i] = start + 5 + i;
    middle();
    old[3] = 1;
}

static void *function(void *handle, const char *name)
{
    void *found = handle != NULL ? dlsym(handle, name) : NULL;
    if (found == NULL)
        exit(2);
    return found;
}

int main(void)
{
    void *library = dlopen("./library.so", RTLD_NOW);
    void *work = function(library, "work"), *close = function(dlopen(LIBC, RTLD_NOW), "dlclose");
    void *(*run)(void);
    int (*unload)(void *);
    memcpy(&run, &work, sizeof run);
    memcpy(&unload, &close, sizeof unload);
    start = (uintptr_t)work;
    free(run());
    if (unload(library) != 0)
        return 2;
    caller();
    return puts("done") < 0;
}
