/* wrappers.c -- one allocator of the program's own, called from several places; strdup; calloc. */
#include <stdlib.h>
#include <string.h>

static void *volatile keep;

static void *xmalloc(size_t size)
{
    void *block = malloc(size);
    if (block == NULL)
        abort();
    return block;
}

static char *twice(const char *text)
{
    size_t n = strlen(text);
    char *both = xmalloc(2 * n + 1);
    memcpy(both, text, n);
    memcpy(both + n, text, n + 1);
    return both;
}

int main(void)
{
    void *kept[64];
    for (int i = 0; i < 64; i++)
        kept[i] = xmalloc((size_t)(i + 1) * 8);
    for (int i = 0; i < 30; i++)
        keep = twice("some text");
    for (int i = 0; i < 20; i++)
        keep = strdup("a copy");
    for (int i = 0; i < 64; i++)
        free(kept[i]);
    for (int i = 0; i < 7; i++)
        keep = calloc((size_t)i + 1, 40);
    return 0;
}
