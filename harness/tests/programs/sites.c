/* sites.c -- allocation sites to find: `once` (1 block of 5000 bytes), `often` (300 of 16),
 * `inlined` into main (40 of 100), `grown` (a block reallocated 9 times) and `from_thread` (70 of
 * 32, in another thread). Built twice, with frame pointers and (sites_nofp) without. */
#include <pthread.h>
#include <stdlib.h>

#ifdef __clang__
#define APART __attribute__((noinline))
#else
#define APART __attribute__((noinline, noclone))
#endif

static void *volatile keep;

APART static void once(void)
{
    keep = malloc(5000);
}

APART static void often(int n)
{
    for (int i = 0; i < n; i++)
        keep = malloc(16);
}

APART static void deeper(int n)
{
    often(n);
    __asm__ volatile(""); /* no tail call */
}

APART static void grown(void)
{
    char *p = NULL;
    for (size_t i = 1; i <= 10; i++) {
        char *q = realloc(p, i * 64);
        p = q != NULL ? q : p;
        keep = p;
    }
}

static inline __attribute__((always_inline)) void inlined(void)
{
    for (int i = 0; i < 40; i++)
        keep = malloc(100);
}

APART static void from_thread(void)
{
    for (int i = 0; i < 70; i++)
        keep = calloc(4, 8);
}

static void *thread(void *arg)
{
    from_thread();
    return arg;
}

int main(void)
{
    pthread_t t;
    once();
    deeper(100);
    deeper(200);
    grown();
    inlined();
    if (pthread_create(&t, NULL, thread, NULL) == 0)
        pthread_join(t, NULL);
    return 0;
}
