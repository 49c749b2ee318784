/* pairs.c -- what counting adds to malloc() and free(): the program's own, which count, beside
 * those of the allocator behind them, called directly. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include <heapmark/counters.h>
#include <heapmark/keep.h>

#include "contests.h"

enum { BLOCK = 32, MOST_THREADS = 2 };

struct heap {
    void *(*malloc)(size_t size);
    void (*free)(void *block);
};

struct team {
    struct heap heap;
    unsigned threads;
};

struct worker {
    pthread_t thread;
    const struct team *team;
    _Atomic unsigned *arrived;
    uint64_t n, took;
};

/* Both heaps use the same loops and the same two pointers. The time of a pair changes by up to a
 * third with the address of the loop, because its branches share entries of the branch predictor.
 * So there are sixteen copies of the loop, each four bytes further into a cache line: no single
 * address decides the result. */
#define LOOP_AT(place)                                                                             \
    static __attribute__((noinline, aligned(64))) void loop_##place(struct heap heap, uint64_t n)  \
    {                                                                                              \
        __asm__ volatile(".skip 4 * " #place ", 0x90");                                            \
        for (uint64_t i = 0; i < n; i++) {                                                         \
            void *block = heap.malloc(BLOCK);                                                      \
            hm_keep(block);                                                                        \
            heap.free(block);                                                                      \
        }                                                                                          \
    }
// clang-format off
LOOP_AT(0) LOOP_AT(1) LOOP_AT(2) LOOP_AT(3) LOOP_AT(4) LOOP_AT(5) LOOP_AT(6) LOOP_AT(7)
LOOP_AT(8) LOOP_AT(9) LOOP_AT(10) LOOP_AT(11) LOOP_AT(12) LOOP_AT(13) LOOP_AT(14) LOOP_AT(15)

static void (*const loops[])(struct heap heap, uint64_t n) = {
    loop_0, loop_1, loop_2,  loop_3,  loop_4,  loop_5,  loop_6,  loop_7,
    loop_8, loop_9, loop_10, loop_11, loop_12, loop_13, loop_14, loop_15,
};
// clang-format on

enum { LOOPS = sizeof loops / sizeof loops[0] };

static uint64_t run_pairs(struct heap heap, uint64_t n)
{
    uint64_t start = thread_ns();
    for (unsigned i = 0; i < LOOPS; i++)
        loops[i](heap, n / LOOPS);
    return thread_ns() - start;
}

static void *work(void *arg)
{
    struct worker *w = arg;
    run_pairs(w->team->heap, 1000);
    atomic_fetch_add(w->arrived, 1);
    while (atomic_load(w->arrived) < w->team->threads)
        ;
    w->took = run_pairs(w->team->heap, w->n);
    return NULL;
}

static double measure(uint64_t n, void *arg)
{
    const struct team *team = arg;
    if (team->threads == 1)
        return (double)run_pairs(team->heap, n) / (double)n;
    struct worker workers[MOST_THREADS];
    _Atomic unsigned arrived = 0;
    uint64_t took = 0;
    for (unsigned i = 0; i < team->threads; i++) {
        workers[i] = (struct worker){ .team = team, .arrived = &arrived, .n = n };
        if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
            return -1;
    }
    for (unsigned i = 0; i < team->threads; i++) {
        pthread_join(workers[i].thread, NULL);
        took += workers[i].took;
    }
    return (double)took / (double)(n * team->threads);
}

static bool contest(const char *what, struct heap counted, struct heap bare, unsigned threads)
{
    struct team top = { counted, threads }, bottom = { bare, threads };
    return contest_run(&(struct contest){ .what = what,
                                          .top = measure,
                                          .bottom = measure,
                                          .top_arg = &top,
                                          .bottom_arg = &bottom,
                                          .n = 1000 * 1000,
                                          .rounds = 31,
                                          .limit = 1.15 });
}

bool contest_pairs(void)
{
    struct heap counted = { malloc, free }, bare;
    *(void **)&bare.malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **)&bare.free = dlsym(RTLD_NEXT, "free");
    Dl_info next;
    if (!hm_counting() || bare.malloc == NULL || bare.malloc == counted.malloc ||
        dladdr(*(void **)&bare.malloc, &next) == 0) {
        printf("malloc+free: not measured, %s\n",
               hm_counting() ? "no other allocator was found" : hm_counting_reason());
        return false;
    }
    printf("allocator: %s\n", next.dli_fname);
    bool one = contest("counting / bare, malloc+free, 1 thread", counted, bare, 1);
    bool two = contest("counting / bare, malloc+free, 2 threads", counted, bare, 2);
    return one && two;
}
