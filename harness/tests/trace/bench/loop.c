/* loop.c -- one malloc and free below five frames, or only the calls. The program measures its own
 * processor time, so that a busy machine disturbs less.
 *
 * Usage: loop pairs|calls|deep N. Prints nanoseconds per operation. deep: the pairs are below a
 * thousand frames. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define APART __attribute__((noinline))

static void *volatile kept;

APART static void five(int allocate)
{
    if (allocate) {
        kept = malloc(24);
        free(kept);
    }
    __asm__ volatile("" ::: "memory");
}

APART static void four(int allocate)
{
    five(allocate);
    __asm__ volatile("" ::: "memory");
}

APART static void three(int allocate)
{
    four(allocate);
    __asm__ volatile("" ::: "memory");
}

APART static void two(int allocate)
{
    three(allocate);
    __asm__ volatile("" ::: "memory");
}

APART static void one(int allocate)
{
    two(allocate);
    __asm__ volatile("" ::: "memory");
}

static double run(long n, int allocate)
{
    struct timespec from, to;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    for (long i = 0; i < n; i++)
        one(allocate);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    return ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) /
           (double)n;
}

APART static double below(int frames, long n)
{
    double ns = frames == 0 ? run(n, 1) : below(frames - 1, n);
    __asm__ volatile("" ::: "memory");
    return ns;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    long n = strtol(argv[2], NULL, 10);
    int calls = strcmp(argv[1], "calls") == 0;
    double ns = strcmp(argv[1], "deep") == 0 ? below(1000, n) : run(n, !calls);
    fprintf(stderr, "%.3f\n", calls ? ns / 5 : ns);
    return 0;
}
