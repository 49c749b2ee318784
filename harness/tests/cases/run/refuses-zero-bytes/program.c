/* program.c -- requests three blocks: by malloc, calloc and realloc. */
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
    char *volatile a = malloc(10), *volatile b = calloc(2, 10);
    a = realloc(a, 100);
    free(a);
    free(b);
    return write(1, "end\n", 4) != 4;
}
