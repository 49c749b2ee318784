/* program.c -- prints its environment, and finds the auxiliary vector behind it as the kernel put
 * it there. */
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern char **environ;

static int auxiliary(char **variable)
{
    int pages = 0;
    while (*variable != NULL)
        variable++;
    for (ElfW(auxv_t) *a = (void *)(variable + 1); a->a_type != AT_NULL; a++)
        if (a->a_type == AT_PAGESZ)
            pages += (int)a->a_un.a_val == getpagesize();
    return pages;
}

int main(int argc, char **argv, char **variables)
{
    free(malloc(1));
    if (variables != environ || auxiliary(argv + argc + 1) != 1 || auxiliary(variables) != 1)
        puts("no auxiliary vector");
    for (; *variables != NULL; variables++)
        puts(*variables);
    return 0;
}
