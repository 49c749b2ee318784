/* Loads a library with hooks ten times, and unloads it while a block of it is alive. */
#include "plugin.h"

#include <dlfcn.h>
#include <stdlib.h>

static void *make(void)
{
    return malloc(16);
    // WANT "malloc(16) outlives make: lives in plugin_call, 1 frame up" "10 of 10 blocks"
}

static void use(const char *path)
{
    void *library = dlopen(path, RTLD_NOW); // WANT "dlopen's malloc("
    if (library == NULL)
        exit(3);
    void *(*plugin_make)(void) = (void *(*)(void))dlsym(library, "plugin_make");
    void (*plugin_keep)(void) = (void (*)(void))dlsym(library, "plugin_keep");
    void (*plugin_drop)(void *) = (void (*)(void *))dlsym(library, "plugin_drop");
    void (*plugin_call)(void *(*)(void)) = (void (*)(void *(*)(void)))dlsym(library, "plugin_call");
    void *early = plugin_make();
    void *late = plugin_make();
    plugin_keep();
    plugin_drop(early);
    plugin_call(make);
    dlclose(library);
    free(late);
}

int main(int argc, char **argv)
{
    for (int i = 0; argc == 2 && i < 10; i++)
        use(argv[1]);
    return argc != 2;
}
