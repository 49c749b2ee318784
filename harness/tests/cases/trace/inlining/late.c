/* late.c -- gcc takes arguments on the stack off later than after their call, also in the middle of
 * a function that it inlines. */
#include <stdlib.h>
#include <string.h>

static volatile long sum;

static __attribute__((noinline, noclone)) void add(long a, long b, long c, long d, long e, long f,
                                                   long g, long h)
{
    sum += a + b + c + d + e + f + g + h;
}

static inline __attribute__((always_inline)) void add_up(const long *p)
{
    add(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]);
}

static __attribute__((noinline, noclone)) char *make_block(size_t size)
{
    char *p = malloc(size);
    return memset(p, 1, size);
}

static inline __attribute__((always_inline)) char *make_two(const long *p)
{
    add(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]);
    char *volatile own = malloc(40 + (size_t)p[0]);
    char *kept = make_block(24 + (size_t)p[1]);
    free(own);
    return kept;
}

static __attribute__((noinline, noclone)) void use(const long *p)
{
    for (int i = 0; i < 3; i++) {
        add(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]);
        free(make_two(p));
        add_up(p);
        add_up(p);
    }
}

int main(void)
{
    long zeros[8] = { 0 };
    use(zeros);
    return 0;
}
