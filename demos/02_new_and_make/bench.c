/* bench.c -- lesson 02: what decides where a new object lives? */
#include <heapmark/bench.h>

#include "lesson.h"

static void expect(hm_bench *b, long got, long want)
{
    if (got != want)
        hm_error(b, "got %ld, want %ld", got, want);
}

static void a_point_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, point_boxed(1), 6);
}

static void a_point_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, point_stack(1), 6);
}

static void a_slice_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, slice_boxed(1000), 1000);
}

static void a_slice_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, slice_stack(1000), 1000);
}

static void an_inline_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, inline_boxed(1), 6);
}

static void an_inline_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, inline_stack(1), 6);
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "NewAndMake/impl=boxed",
          .run = a_point_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
          .why = "as written, malloc is always a block; Go's new is none here" },
        { .name = "NewAndMake/impl=stack",
          .run = a_point_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "a compound literal is in the frame" },
        { .name = "NewAndMakeSlice/impl=boxed",
          .run = a_slice_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 80),
          .why = "as written, calloc is always a block; Go's make is none here" },
        { .name = "NewAndMakeSlice/impl=stack",
          .run = a_slice_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "an array is in the frame" },
        { .name = "NewAndMakeInline/impl=boxed",
          .run = an_inline_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
          .why = "as written, a constructor that returns an address makes a block" },
        { .name = "NewAndMakeInline/impl=stack",
          .run = an_inline_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the constructor returns a value" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
