/* exercise_measure.c -- what the ops of an answer cost, and two threads that run them at once. */
#include "bench/exercise.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/mman.h>

#include <heapmark/counters.h>
#include <heapmark/region.h>

enum {
    MEASURED_OPS = 100,
    ROUNDS_OF_THREADS = 3,
    PAINTED_STACK = 256 * 1024,
    FRAME_RECORD = 2 * sizeof(void *), /* what a call puts above its frame address */
};

static struct {
    enum { NOTHING, COUNTERS, STACK, REGION } what;
    const char *region;
    hm_counters before;
    uint64_t allocs, frees, bytes;
    unsigned char *stack, *top;
    size_t deepest;
    uint64_t key;
} measured;

/* Each byte another one, and other ones in each run: an answer cannot paint over its traces. */
static unsigned char paint(const volatile unsigned char *at)
{
    return (unsigned char)(((uintptr_t)at ^ measured.key) * 0x9e3779b97f4a7c15u >> 56);
}

/* The upper end of the frame of any function that this function's caller calls. */
__attribute__((noinline)) static unsigned char *frame_of_call(void)
{
    return (unsigned char *)__builtin_frame_address(0) + FRAME_RECORD;
}

/* The loop calls nothing that is not inlined: a frame would lie in the memory that it fills. */
__attribute__((noinline)) static void paint_the_stack(void)
{
    unsigned char *const end = frame_of_call();
    for (volatile unsigned char *at = measured.stack; at < end; at++)
        *at = paint(at);
}

void hm_trial_begin(hm_trial *c)
{
    (void)c;
    if (measured.what == STACK) {
        measured.top = (unsigned char *)__builtin_frame_address(0) + FRAME_RECORD;
        paint_the_stack();
    } else if (measured.what == COUNTERS) {
        measured.before = hm_counters_now();
    } else if (measured.what == REGION) {
        hm_region_begin(measured.region);
    }
}

void hm_trial_end(hm_trial *c)
{
    (void)c;
    if (measured.what == STACK) {
        const unsigned char *low = measured.stack;
        while (low < measured.top && *low == paint(low))
            low++;
        size_t used = (size_t)(measured.top - low);
        /* The last byte written is equal to the paint once in 256 runs. */
        used = (used + sizeof(uintptr_t) - 1) / sizeof(uintptr_t) * sizeof(uintptr_t);
        measured.deepest = used > measured.deepest ? used : measured.deepest;
    } else if (measured.what == COUNTERS) {
        hm_counters now = hm_counters_since(&measured.before);
        measured.allocs += now.allocs;
        measured.frees += now.frees;
        measured.bytes += now.bytes;
    } else if (measured.what == REGION) {
        hm_region_end();
    }
}

struct work {
    const struct hm_bench_inputs *inputs;
    void (*call)(hm_trial *c);
    int number;
};

static void *run_on_paint(void *arg)
{
    struct work *w = arg;
    measured.what = NOTHING; /* in the first op of a thread an allocator may set itself up */
    hm_bench_exercise_ops(w->inputs, w->call, 1);
    measured.what = STACK;
    hm_bench_exercise_ops(w->inputs, w->call, 1);
    measured.what = NOTHING;
    return NULL;
}

/* Bytes of stack that the deepest op writes to. -1: there is no stack to paint. */
static long painted(struct work *work)
{
    void *stack =
        mmap(NULL, PAINTED_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack == MAP_FAILED)
        return -1;
    pthread_attr_t attributes;
    pthread_t thread;
    long used = -1;
    measured.stack = stack;
    measured.key = *(const uint64_t *)getauxval(AT_RANDOM);
    if (pthread_attr_init(&attributes) == 0) {
        if (pthread_attr_setstack(&attributes, stack, PAINTED_STACK) == 0 &&
            pthread_create(&thread, &attributes, run_on_paint, work) == 0) {
            pthread_join(thread, NULL);
            used = (long)measured.deepest;
        }
        pthread_attr_destroy(&attributes);
    }
    munmap(stack, PAINTED_STACK);
    return used;
}

/* The first op, the rest of a first round, and then as many rounds as make enough ops. */
static void count(const struct hm_bench_inputs *inputs, void (*call)(hm_trial *c), uint64_t *start)
{
    const struct hm_bench_inputs first = { inputs->list, 1 };
    measured.what = COUNTERS;
    hm_bench_exercise_ops(&first, call, 1);
    *start = measured.allocs;
    hm_bench_exercise_ops(inputs, call, 1);
    size_t rounds = (MEASURED_OPS + inputs->count - 1) / inputs->count,
           ops = rounds * inputs->count;
    uint64_t allocs = measured.allocs, bytes = measured.bytes;
    hm_bench_exercise_ops(inputs, call, rounds);
    measured.what = NOTHING;
    hm_bench_line("measure ops %zu", ops);
    hm_bench_line("measure allocs %llu", (unsigned long long)(measured.allocs - allocs));
    hm_bench_line("measure bytes %llu", (unsigned long long)(measured.bytes - bytes));
}

/* For an instrument outside of this process: the same rounds once and twice, so that the difference
 * is that of steady rounds. */
int hm_bench_exercise_outside(const struct hm_bench_inputs *inputs, void (*call)(hm_trial *c),
                              unsigned long rounds)
{
    static const char *const names[] = { "once", "twice" };
    if (!hm_region_seen())
        hm_bench_line("unmeasured no instrument sees this program");
    hm_bench_exercise_ops(inputs, call, 1);
    measured.what = REGION;
    for (unsigned long i = 0; i < 2; i++) {
        measured.region = names[i];
        hm_bench_exercise_ops(inputs, call, (i + 1) * rounds);
    }
    measured.what = NOTHING;
    return 0;
}

int hm_bench_exercise_measure(const struct hm_bench_inputs *inputs, void (*call)(hm_trial *c))
{
    uint64_t start;
    if (inputs->count == 0 || !hm_counting()) {
        hm_bench_line("unmeasured %s",
                      inputs->count == 0 ? "no op was drawn" : hm_counting_reason());
        return 2;
    }
    count(inputs, call, &start);
    hm_bench_line("measure start_allocs %llu", (unsigned long long)start);
    hm_bench_line("measure live %lld", (long long)(measured.allocs - measured.frees));
    long stack = painted(&(struct work){ inputs, call, 0 });
    if (stack >= 0)
        hm_bench_line("measure stack %ld", stack);
    return 0;
}

/* Whose turn it is. This file is never instrumented, so a sanitizer takes none of this for an order
 * between the threads: what both write to is a race in every run, whatever the scheduler does. */
static atomic_int turn;

static void *take_turns(void *arg)
{
    const struct work *w = arg;
    for (size_t i = 0; i < ROUNDS_OF_THREADS * w->inputs->count; i++) {
        while (atomic_load_explicit(&turn, memory_order_relaxed) != w->number)
            sched_yield();
        const struct hm_bench_inputs one = { &w->inputs->list[i % w->inputs->count], 1 };
        hm_bench_exercise_ops(&one, w->call, 1);
        atomic_store_explicit(&turn, !w->number, memory_order_relaxed);
    }
    return NULL;
}

int hm_bench_exercise_threads(const struct hm_bench_inputs *inputs, void (*call)(hm_trial *c))
{
    struct work work[2] = { { inputs, call, 0 }, { inputs, call, 1 } };
    pthread_t other;
    if (pthread_create(&other, NULL, take_turns, &work[1]) != 0) {
        hm_bench_line("unmeasured cannot start a second thread");
        return 2;
    }
    take_turns(&work[0]);
    pthread_join(other, NULL);
    return 0;
}
