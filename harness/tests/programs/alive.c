/* alive.c -- blocks whose lives are known, in four stories.
 *
 * `alive`: 10 blocks of 100 bytes in `leaky`, 50 of 1000 in `temp`, one in `grown` that is
 * reallocated from 10 to 5000 bytes. That is the peak: 61 blocks, 56000 bytes. The 50 are freed, a
 * realloc of the one fails, it shrinks to 100 bytes, `leaky` makes 20 blocks more, the one is
 * freed. `alive paths`: 2048 stacks that make a block of 24 bytes each; every second one is freed,
 * then one of 100000 is made in main. `alive threads`: four threads make 1000 blocks of 1000 bytes
 * each, main frees them. `alive kept`: a thread makes and frees a block, then 30 blocks of `leaky`
 * stay. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __clang__
#define APART __attribute__((noinline))
#else
#define APART __attribute__((noinline, noclone))
#endif

enum { PATHS_LOG2 = 11, THREADS = 4, BLOCKS = 1000 };

static void *volatile keep;
static volatile size_t most = PTRDIFF_MAX;

APART static void *leaky(void)
{
    return keep = malloc(100);
}

APART static void *temp(void)
{
    return keep = malloc(1000);
}

APART static void *grown(void *block, size_t size)
{
    void *moved = realloc(block, size);
    return keep = moved != NULL ? moved : block;
}

static void lives(void)
{
    void *temps[50];
    for (volatile int i = 0; i < 10; i++) /* not unrolled: one call is one site */
        leaky();
    for (int i = 0; i < 50; i++)
        temps[i] = temp();
    void *one = grown(grown(NULL, 10), 5000);
    for (int i = 0; i < 50; i++)
        free(temps[i]);
    one = grown(grown(one, most), 100);
    for (volatile int i = 0; i < 20; i++)
        leaky();
    free(one);
}

static void *made[1 << PATHS_LOG2];

APART static void left(unsigned path, int bits);
APART static void right(unsigned path, int bits);

static inline void on(unsigned path, int bits)
{
    if (bits == PATHS_LOG2)
        made[path] = malloc(24);
    else if ((path >> bits & 1) != 0)
        right(path, bits + 1);
    else
        left(path, bits + 1);
    __asm__ volatile(""); /* no tail call */
}

APART static void left(unsigned path, int bits)
{
    on(path, bits);
}

APART static void right(unsigned path, int bits)
{
    on(path, bits);
}

static void paths(void)
{
    for (unsigned i = 0; i < 1 << PATHS_LOG2; i++)
        on(i, 0);
    for (unsigned i = 0; i < 1 << PATHS_LOG2; i += 2)
        free(made[i]);
    keep = malloc(100000);
}

static void *worker(void *blocks)
{
    for (int i = 0; i < BLOCKS; i++)
        ((void **)blocks)[i] = temp();
    return NULL;
}

static void threads(void)
{
    static void *blocks[THREADS][BLOCKS];
    pthread_t thread[THREADS];
    for (int t = 0; t < THREADS; t++)
        if (pthread_create(&thread[t], NULL, worker, blocks[t]) != 0)
            abort();
    for (int t = 0; t < THREADS; t++)
        pthread_join(thread[t], NULL);
    for (int i = 0; i < THREADS * BLOCKS; i++)
        free(blocks[i / BLOCKS][i % BLOCKS]);
}

static void *brief(void *arg)
{
    free(temp());
    return arg;
}

static void kept(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, brief, NULL) != 0)
        abort();
    pthread_join(thread, NULL);
    for (volatile int i = 0; i < 30; i++)
        leaky();
}

int main(int argc, char **argv)
{
    if (argc < 2)
        lives();
    else if (strcmp(argv[1], "paths") == 0)
        paths();
    else if (strcmp(argv[1], "kept") == 0)
        kept();
    else
        threads();
    return 0;
}
