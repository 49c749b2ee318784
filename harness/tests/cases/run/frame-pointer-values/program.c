/* program.c -- requests a block while rbp holds a number that is no frame: the argument. */
#include <stdlib.h>

static void *(*volatile request)(size_t) = malloc;

#if defined(__x86_64__)
__attribute__((noinline)) static long ask(long value)
{
    register long held __asm__("rbp") = value;
    __asm__ volatile("" : "+r"(held));
    free(request(24));
    __asm__ volatile("" : "+r"(held));
    return held;
}
#else
static long ask(long value)
{
    free(request(24));
    return value;
}
#endif

int main(int argc, char **argv)
{
    long number = argc > 1 ? strtol(argv[1], NULL, 0) : 0;
    return ask(number) == number ? 7 : 1;
}
