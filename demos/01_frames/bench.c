/* bench.c -- lesson 01: where does a result live when the function that made it has returned? */
#include <heapmark/bench.h>

#include "lesson.h"

static void expect(hm_bench *b, long got, long want)
{
    if (got != want)
        hm_error(b, "got %ld, want %ld", got, want);
}

static void boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, sum_boxed(1), 6);
}

static void stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, sum_stack(1), 6);
}

static void int_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, parse_boxed("1000"), 1000);
    expect(b, parse_boxed("x"), -1);
}

static void int_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, parse_stack("1000"), 1000);
    expect(b, parse_stack("x"), -1);
}

static void buffer_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, name_boxed(7), 'u');
}

static void buffer_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, name_stack(7), 'u');
}

static void a_member_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, member_boxed(1000), 1000);
}

static void a_member_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, member_stack(1000), 1000);
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Frames/impl=boxed",
          .run = boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
          .why = "the point's address is returned: it outlives make_point" },
        { .name = "Frames/impl=stack",
          .run = stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the point is returned by value into the caller's frame" },
        { .name = "FramesInt/impl=boxed",
          .run = int_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "a number by address, so that NULL can mean failure" },
        { .name = "FramesInt/impl=stack",
          .run = int_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the caller passes an address, a bool reports failure" },
        { .name = "FramesBuffer/impl=boxed",
          .run = buffer_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 16),
          .why = "the callee allocates the buffer that it fills" },
        { .name = "FramesBuffer/impl=stack",
          .run = buffer_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the caller passes the buffer" },
        { .name = "FramesMember/impl=boxed",
          .run = a_member_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "the struct is a value, but what it points to is not" },
        { .name = "FramesMember/impl=stack",
          .run = a_member_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the value sits inside the struct" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
