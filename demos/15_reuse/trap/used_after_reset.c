/* expect: output second second */
#include <stdio.h>
#include <string.h>

static char arena[64];
static size_t used;

static char *keep(const char *text)
{
    char *copy = strcpy(arena + used, text);
    used += strlen(text) + 1;
    return copy;
}

int main(void)
{
    const char *first = keep("first");
    used = 0; /* the arena is reset, but `first` still points into it */
    const char *second = keep("second");
    printf("%s %s\n", first, second);
    return 0;
}
