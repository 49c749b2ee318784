/* plugin.c -- a library that allocates when it is loaded, called and unloaded. */
#include <stdlib.h>

void plugin_pairs(int n);

static _Thread_local char local[2000];
static void *volatile kept;

__attribute__((constructor)) static void come(void)
{
    kept = malloc(100);
}

__attribute__((destructor)) static void go(void)
{
    free(kept);
    free(malloc(10));
}

void plugin_pairs(int n)
{
    for (int i = 0; i < n; i++) {
        void *volatile block = malloc(24);
        local[i % 2000]++;
        free(block);
    }
}
