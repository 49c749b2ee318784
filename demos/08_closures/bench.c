/* bench.c -- lesson 08: where does a function keep the data that it works on? */
#include <heapmark/bench.h>

#include "lesson.h"

/* Only glibc's qsort() is known to use a block, so the claim is made there alone. */
#ifdef __GLIBC__
#define QSORT_CLAIM HM_CLAIM(.allocs = 1, .bytes = 4000)
#else
#define QSORT_CLAIM                                                                                \
    {                                                                                              \
        0                                                                                          \
    }
#endif

enum { MANY = 1000 };

static const long numbers[] = { 1, 2, 3, 4, 5, 6, 7, 8 };
static const struct account savings = { 1000 };

static void expect(hm_bench *b, long got, long want)
{
    if (got != want)
        hm_error(b, "got %ld, want %ld", got, want);
}

static void boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, third_boxed(100), 103);
}

static void stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, third_stack(100), 103);
}

static void each_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, total_boxed(numbers, HM_COUNT(numbers)), 36);
}

static void each_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, total_stack(numbers, HM_COUNT(numbers)), 36);
}

static void method_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, balance_boxed(&savings), 1000);
}

static void method_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, balance_stack(&savings), 1000);
}

/* Sort 0 to 999, mixed, and return how many of them are at their place. */
static long sorted(void (*sort)(int *numbers, size_t count))
{
    int mixed[MANY];
    for (int i = 0; i < MANY; i++)
        mixed[i] = i * 617 % MANY;
    sort(mixed, MANY);
    long at_place = 0;
    for (int i = 0; i < MANY; i++)
        at_place += mixed[i] == i;
    return at_place;
}

static void sort_by_callback(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, sorted(sort_boxed), MANY);
}

static void sort_inline(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, sorted(sort_stack), MANY);
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Closures/impl=boxed",
          .run = boxed,
          .claim = HM_CLAIM(.allocs = 2, .bytes = 24),
          .why = "the captured number 8, and function plus address of the number 16" },
        { .name = "Closures/impl=stack",
          .run = stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the caller holds the number and passes its address" },
        { .name = "ClosuresEach/impl=boxed",
          .run = each_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "the sum has a block, because its address is passed" },
        { .name = "ClosuresEach/impl=stack",
          .run = each_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the sum is a variable: each() returns before it ends" },
        { .name = "ClosuresMethod/impl=boxed",
          .run = method_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 16),
          .why = "a function and its object, returned by address" },
        { .name = "ClosuresMethod/impl=stack",
          .run = method_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "a function and its object, returned by value" },
        { .name = "ClosuresSort/impl=boxed",
          .run = sort_by_callback,
          .claim = QSORT_CLAIM,
          .why = "glibc's qsort() copies 1000 ints aside, into a block" },
        { .name = "ClosuresSort/impl=stack",
          .run = sort_inline,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "a heap sort with its comparison written in works in place" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
