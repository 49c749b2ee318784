/* library.c -- NAME_make() is called by make(). */
#include <stdlib.h>

#define JOIN(a, b)   a##b
#define EXPAND(a, b) JOIN(a, b)

__attribute__((noinline)) static void *EXPAND(NAME, _make)(int number)
{
    void *volatile block = malloc((size_t)number);
    return block;
}

void *make(int number)
{
    void *volatile block = EXPAND(NAME, _make)(number);
    return block;
}
