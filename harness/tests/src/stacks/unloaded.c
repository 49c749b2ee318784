/* unloaded.c -- a library that is unloaded, and with MAIN the program that loads one after the
 * other.
 *
 *   unloaded LIBRARY LIBRARY */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef MAIN

int main(int argc, char **argv)
{
    enum { ROUNDS = 5 };
    for (int i = 0; i < ROUNDS * 2 && argc == 3; i++) {
        void *library = dlopen(argv[1 + i % 2], RTLD_NOW);
        void *(*get)(int) = NULL;
        if (library != NULL)
            *(void **)&get = dlsym(library, "get");
        if (get == NULL) {
            fprintf(stderr, "unloaded: %s\n", dlerror());
            return 2;
        }
        for (int k = 0; k < 2; k++)
            free(get(i + 1));
        dlclose(library);
    }
    return argc == 3 ? 0 : 2;
}

#else

void *get(int n);

static __attribute__((noinline)) void *inner(int n)
{
    volatile char room[SIZE];
    room[n] = 1;
    void *block = malloc((size_t)n + (size_t)room[n]);
    room[0] = 0; /* no tail call */
    return block;
}

void *get(int n)
{
    void *block = inner(n);
    __asm__ volatile("");
    return block;
}

#endif
