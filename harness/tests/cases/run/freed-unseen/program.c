/* program.c -- frees blocks of a library that was loaded with RTLD_DEEPBIND. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    void *library = dlopen("./libgive.so", RTLD_NOW | RTLD_DEEPBIND);
    void *(*give)(void);
    if (library == NULL)
        return 1;
    void *found = dlsym(library, "give");
    memcpy((void *)&give, &found, sizeof give);
    for (int i = 0; i < 1000; i++)
        free(give());
    return 7;
}
