/* inlined.c -- what makes lines hard to find: functions inlined into each other, parts that a
 * compiler moves away as cold, copies for a constant argument. */
#include <stdio.h>
#include <stdlib.h>

static void *volatile keep;

static inline void *leaf(size_t n)
{
    return malloc(n);
}

static inline void *middle(size_t n)
{
    void *a = leaf(n);
    keep = a;
    return leaf(n + 1);
}

__attribute__((noinline)) static void apart(int n)
{
    for (int i = 0; i < n; i++)
        keep = middle((size_t)i + 1);
    if (__builtin_expect(n > 3, 0)) {
        keep = leaf(1000);
        fputs("", stderr);
    }
}

__attribute__((noinline, cold)) static void rare(void)
{
    keep = middle(50);
    fputs("", stderr);
}

int main(int argc, char **argv)
{
    (void)argv;
    apart(3);
    apart(argc + 4);
    rare();
    keep = middle(7);
    fputs("", stderr);
    return 0;
}
