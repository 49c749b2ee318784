/* A block that libc allocates belongs to the line that called libc, with or without arguments on
 * the stack. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *keep(const char *s)
{
    return strdup(s);
    // WANT "strdup's malloc(5) outlives keep: lives in op, 1 frame up" "100 of 100 blocks"
}

static size_t op(int n)
{
    char *line = NULL;
    int length = asprintf(&line, "%d %d %d %d %d %d %d %d", n, 1, 2, 3, 4, 5, 6, 7);
    // WANT "asprintf's malloc" "not seen to escape op (200 of 200)"
    char *copy = keep("four");
    char *part = strndup(line, 3); // WANT "strndup's malloc(4) not seen to escape op (100 of 100)"
    size_t sum = (size_t)length + strlen(copy) + strlen(part);
    free(part);
    free(copy);
    free(line);
    return sum;
}

int main(void)
{
    size_t sum = 0;
    for (int i = 0; i < 100; i++)
        sum += op(i);
    return sum == 1;
}
