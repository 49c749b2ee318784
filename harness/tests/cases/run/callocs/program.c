/* program.c -- requests 300000 blocks while rbp, which is no frame pointer here, leads to words
 * that change. */
#include <stdlib.h>

static void *(*volatile request)(size_t, size_t) = calloc;

__attribute__((noinline)) static size_t ask(size_t i)
{
    volatile size_t words[2] = { 0, i };
#if defined(__x86_64__)
    register volatile size_t *held __asm__("rbp") = words;
    __asm__ volatile("" : "+r"(held));
    free(request(1, 40));
    __asm__ volatile("" : "+r"(held));
    return held[0];
#else
    free(request(1, 40));
    return words[0];
#endif
}

int main(void)
{
    size_t sum = 0;
    for (size_t i = 0; i < 300000; i++)
        sum += ask(i);
    return sum != 0;
}
