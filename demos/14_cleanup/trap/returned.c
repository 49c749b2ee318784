/* expect: -Wuse-after-free */
#include <stdlib.h>
#include <string.h>

static void free_text(char **text)
{
    free(*text);
}

char *copy_of(const char *text)
{
    __attribute__((cleanup(free_text))) char *copy = strdup(text);
    return copy; /* and the cleanup frees it on the way out */
}
