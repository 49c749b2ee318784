/* A library that is loaded and unloaded. Compiled with hooks, its functions are frames like those
 * of the program; the WANT comments are for this case. Without hooks its blocks belong to the line
 * of the program that called it. */
#include "plugin.h"

#include <stdlib.h>

static void *kept;

void *plugin_make(void)
{
    char *own = malloc(8); // WANT "malloc(8) not seen to escape plugin_make (20 of 20)"
    char *made = malloc(24);
    // WANT "malloc(24) outlives plugin_make: lives in use, 1 frame up" "20 of 20 blocks"
    own[0] = made[0] = 0;
    free(own);
    return made;
}

void plugin_keep(void)
{
    kept = malloc(32);
    // WANT "malloc(32) outlives plugin_keep: lives in use, 1 frame up" "10 of 10 blocks"
}

void plugin_drop(void *block)
{
    free(block);
}

void plugin_call(void *(*make)(void))
{
    free(make());
}

__attribute__((destructor)) static void unloaded(void)
{
    free(kept);
}
