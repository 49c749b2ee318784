/* host.c PLUGIN -- loads the plugin. A region of its own must hold, whatever is in the plugin. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <heapmark/counters.h>
#include <heapmark/expect.h>

static void *look(void *plugin, const char *name)
{
    void *found = dlsym(plugin, name);
    if (found == NULL) {
        puts(dlerror());
        exit(2);
    }
    return found;
}

int main(int argc, char **argv)
{
    int (*verdict)(void);
    const char *(*reason)(void);
    void *plugin = argc > 1 ? dlopen(argv[1], RTLD_NOW) : NULL;
    if (plugin == NULL) {
        puts(argc > 1 ? dlerror() : "no plugin");
        return 2;
    }
    void *found = look(plugin, "plugin_verdict");
    memcpy(&verdict, &found, sizeof found);
    found = look(plugin, "plugin_reason");
    memcpy(&reason, &found, sizeof found);
    hm_budget one = { .allocs = hm_exactly(1) };
    hm_expect *e = hm_expect_begin(one);
    free(malloc(5));
    const hm_finding *mine = hm_expect_end(e);
    const char *why = reason();
    int theirs = verdict();
    printf("host %d, plugin %d, %s\n", (int)mine->verdict, theirs, why != NULL ? why : "counts");
    return 0;
}
