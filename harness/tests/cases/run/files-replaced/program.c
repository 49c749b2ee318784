/* program.c -- load the library argv[1], call it, and put the file argv[2] in its place and argv[3]
 * in the program's. Then call it again. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void *make(size_t size);

__attribute__((noinline)) static void own(size_t size)
{
    char *volatile block = malloc(size);
    free(block);
}

int main(int argc, char **argv)
{
    make *function;
    void *library = argc == 4 ? dlopen(argv[1], RTLD_NOW) : NULL;
    void *symbol = library != NULL ? dlsym(library, "make") : NULL;
    if (symbol == NULL)
        return 2;
    memcpy(&function, &symbol, sizeof function);
    own(1001);
    free(function(2001));
    if (rename(argv[2], argv[1]) != 0 || rename(argv[3], argv[0]) != 0)
        return 2;
    own(1002);
    free(function(2002));
    return 0;
}
