/* bench.c -- the C twins of the quadrants as benchmarks, with the claims of their costs. */
#include <heapmark/bench.h>
#include <heapmark/keep.h>

#include <stdlib.h>

#include "quadrants.h"

static const struct string long_text = STRING("a text that is longer than the 32 bytes of a frame");
static const struct string left = STRING("a text that is longer than");
static const struct string right = STRING(" the 32 bytes of a frame");

static void expect(hm_bench *b, int64_t got, int64_t want)
{
    if (got != want)
        hm_error(b, "gave %lld, not %lld", (long long)got, (long long)want);
}

/* Check the value in the sink, and free it if it is a block. */
static void check_sink(hm_bench *b, int64_t want, bool block)
{
    hm_keep(sink);
    expect(b, sink.data != NULL ? *(const int64_t *)sink.data : -1, want);
    if (block)
        free((void *)sink.data);
    sink = (struct iface){ 0 };
}

static void bench_const_boxed(hm_bench *b)
{
    while (hm_loop(b)) {
        const_boxed();
        check_sink(b, 1, false);
    }
}

static void bench_small_int_boxed(hm_bench *b)
{
    while (hm_loop(b)) {
        small_int_boxed(7);
        check_sink(b, 7, false);
    }
}

static void bench_int_boxed(hm_bench *b)
{
    while (hm_loop(b)) {
        int_boxed(1000);
        check_sink(b, 1000, true);
    }
}

static void bench_returned_address(hm_bench *b)
{
    while (hm_loop(b)) {
        int64_t *x = returned_address(1000);
        hm_keep(x);
        expect(b, x != NULL ? *x : -1, 1000);
        free(x);
    }
}

static void bench_make_five(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, make_five(5), 10);
}

static void bench_make_four(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, make_four(4), 6);
}

static void bench_long_string(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, long_string(long_text), 0);
}

static void bench_joined(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, joined(left, right), (int64_t)(left.len + right.len) + 'a');
}

static void bench_new_local(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, new_local(7), 14);
}

static void bench_malloc_local(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, malloc_local(7), 14);
}

static void bench_plain_local(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, plain_local(7), 28);
}

#define NOTHING HM_CLAIM(.allocs = 0, .bytes = 0)

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Quadrants/case=constBoxed",
          .run = bench_const_boxed,
          .claim = NOTHING,
          .why = "a constant is static data" },
        { .name = "Quadrants/case=smallIntBoxed",
          .run = bench_small_int_boxed,
          .claim = NOTHING,
          .why = "a small value comes from a table" },
        { .name = "Quadrants/case=intBoxed",
          .run = bench_int_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "a value known only at run time" },
        { .name = "Quadrants/case=returnedAddress",
          .run = bench_returned_address,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "it is returned, so it cannot be in the frame" },
        { .name = "Quadrants/case=makeFive",
          .run = bench_make_five,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 512),
          .why = "more than the room in the frame: a block of MOST ints" },
        { .name = "Quadrants/case=makeFour",
          .run = bench_make_four,
          .claim = NOTHING,
          .why = "fits into the room in the frame" },
        { .name = "Quadrants/case=longString",
          .run = bench_long_string,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 64),
          .why = "longer than the room in the frame" },
        { .name = "Quadrants/case=joined",
          .run = bench_joined,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 64),
          .why = "longer than the room in the frame" },
        { .name = "Quadrants/case=newLocal",
          .run = bench_new_local,
          .claim = NOTHING,
          .why = "a variable and its address" },
        { .name = "Quadrants/case=mallocLocal",
          .run = bench_malloc_local,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "proven to stay, and still a block: malloc always takes one" },
        { .name = "Quadrants/case=plainLocal",
          .run = bench_plain_local,
          .claim = NOTHING,
          .why = "a variable" },
    };
    return hm_main(argc, argv, cases, sizeof cases / sizeof cases[0]);
}
