/* program.c -- load each library that is named, call it and unload it, in three rounds. With `move`
 * first, something lies in its old place when it is loaded again. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

typedef void *make(int number);

static void use(const char *path, int number, int move)
{
    static uintptr_t before;
    make *function;
    void *library = dlopen(path, RTLD_NOW);
    void *symbol = library != NULL ? dlsym(library, "make") : NULL;
    if (symbol == NULL)
        exit(2);
    memcpy(&function, &symbol, sizeof function);
    for (int i = 0; i < 10; i++)
        free(function(1000 * number + 1));
    uintptr_t here = (uintptr_t)symbol, page = here & ~(uintptr_t)0xfff;
    printf("%s\n", here == before ? "same place" : "another place");
    before = here;
    dlclose(library);
    if (move && mmap((void *)page, 4096, PROT_NONE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED)
        exit(2);
}

int main(int argc, char **argv)
{
    int move = argc > 1 && strcmp(argv[1], "move") == 0;
    for (int round = 0; round < 3; round++)
        for (int i = 1 + move; i < argc; i++)
            use(argv[i], i, move);
    return 0;
}
