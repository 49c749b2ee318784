/* bench.c -- lesson 03: one message and two counts, and what a message about a parameter means. */
#include <heapmark/bench.h>
#include <heapmark/keep.h>

#include <stdlib.h>

#include "lesson.h"

static void expect(hm_bench *b, int64_t got, int64_t want)
{
    if (got != want)
        hm_error(b, "got %lld, want %lld", (long long)got, (long long)want);
}

static void a_note_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, note_boxed(1000), 1000);
}

static void a_note_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, note_stack(1000), 1000);
}

/* The number in the sink, which is emptied; a box of a large number is a block. */
static int64_t take(bool block)
{
    hm_keep(sink);
    int64_t number = sink.data != NULL ? *(const int64_t *)sink.data : -1;
    if (block)
        free((void *)sink.data);
    sink = (struct iface){ 0 };
    return number;
}

static void an_int_boxed(hm_bench *b)
{
    while (hm_loop(b)) {
        int_boxed(1000);
        expect(b, take(true), 1000);
    }
}

static void an_int_stack(hm_bench *b)
{
    while (hm_loop(b)) {
        int_boxed(7);
        expect(b, take(false), 7);
    }
}

static void a_make_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, make_five(5), 10);
}

static void a_make_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, make_five(4), 6);
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Reading/impl=boxed",
          .run = a_note_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "what Go does: the parameter leaks, so the caller's variable is a block" },
        { .name = "Reading/impl=stack",
          .run = a_note_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the parameter does not escape" },
        { .name = "ReadingInt/impl=boxed",
          .run = an_int_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "says heap, and 1000 costs a block" },
        { .name = "ReadingInt/impl=stack",
          .run = an_int_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "says heap, and 7 comes from a table" },
        { .name = "ReadingMake/impl=boxed",
          .run = a_make_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 512),
          .why = "says it stays, and five ints cost a block" },
        { .name = "ReadingMake/impl=stack",
          .run = a_make_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "says it stays, and four ints fit into the frame" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
