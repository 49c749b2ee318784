/* sites.c -- allocation sites to find: `once` (1 block of 5000 bytes), `often` (300 of 16),
 * `inlined` into main (40 of 100), `grown` (a block reallocated 9 times) and `from_thread` (70 of
 * 32, in another thread); `wrapped` (180 of 48) is called from `left`, `right` and `varying`, 60
 * times each by turns, with the same frame at the same place for the first two. Built twice, with
 * frame pointers and (sites_nofp) without. */
#include <alloca.h>
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

APART static void wrapped(void)
{
    keep = malloc(48);
}

APART static void left(void)
{
    wrapped();
    __asm__ volatile(""); /* no tail call */
}

APART static void right(void)
{
    wrapped();
    __asm__ volatile("nop"); /* not the same code as left, or it would be merged */
}

APART static void varying(size_t n)
{
    char *volatile room = alloca(16 * (n % 5 + 1));
    room[0] = 1;
    wrapped();
    room[1] = 1;
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
    for (size_t i = 0; i < 60; i++) {
        left();
        right();
        varying(i);
    }
    inlined();
    if (pthread_create(&t, NULL, thread, NULL) == 0)
        pthread_join(t, NULL);
    return 0;
}
