/* bench.c -- lesson 15: what is used again need not be made again; and what does that keep? */
#include <heapmark/bench.h>

#include "lesson.h"

enum { NUMBER = 4711, REPLY_LEN = 10 };

static void expect(hm_bench *b, long got, long want)
{
    if (got != want)
        hm_error(b, "got %ld, want %ld", got, want);
}

/* The bytes that wait in a pool of buffers while no reply is written. */
static void report_idle(hm_bench *b, size_t buffers)
{
    hm_report_metric(b, (double)(buffers * (sizeof(struct buffer) + ROOM)), "idle-B");
}

static void boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, reply_boxed(NUMBER), REPLY_LEN);
    report_idle(b, 0);
}

/* There was a moment with BURST replies at once. Since then there is one at a time. */
static void pooled(hm_bench *b)
{
    struct pool pool = { .count = 0 };
    if (!pool_fill(&pool))
        hm_error(b, "no memory for the pool");
    while (hm_loop(b))
        expect(b, reply_pooled(&pool, NUMBER), REPLY_LEN);
    report_idle(b, pool.count);
    pool_free(&pool);
}

static void stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, reply_stack(NUMBER), REPLY_LEN);
    report_idle(b, 0);
}

static void a_header_boxed(hm_bench *b)
{
    struct pool pool = { .count = 0 };
    expect(b, header_boxed(&pool, NUMBER), REPLY_LEN); /* the first call fills the pool */
    while (hm_loop(b))
        expect(b, header_boxed(&pool, NUMBER), REPLY_LEN);
    header_boxed_free(&pool);
}

static void a_header_stack(hm_bench *b)
{
    struct pool pool = { .count = 0 };
    expect(b, header_stack(&pool, NUMBER), REPLY_LEN);
    while (hm_loop(b))
        expect(b, header_stack(&pool, NUMBER), REPLY_LEN);
    header_stack_free(&pool);
}

static void an_arena_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, longest_boxed("SET key EX 10"), 3);
}

static void an_arena_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, longest_stack("SET key EX 10"), 3);
}

static const hm_case cases[] = {
    { .name = "Reuse/impl=boxed",
      .run = boxed,
      .claim = HM_CLAIM(.allocs = 2, .bytes = 88),
      .why = "a header of 24 bytes and 64 bytes of text, made for each reply" },
    { .name = "Reuse/impl=pooled",
      .run = pooled,
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "the buffer of an earlier reply; eight wait since a burst" },
    { .name = "Reuse/impl=stack",
      .run = stack,
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "a reply has a bound and ends here: an array in the frame" },
    { .name = "ReuseHeader/impl=boxed",
      .run = a_header_boxed,
      .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
      .why = "a pool of values: each put makes a block for the header" },
    { .name = "ReuseHeader/impl=stack",
      .run = a_header_stack,
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "a pool of addresses: the header keeps its block" },
    { .name = "ReuseArena/impl=boxed",
      .run = an_arena_boxed,
      .claim = HM_CLAIM(.allocs = 4, .bytes = 96),
      .why = "a block for each of four words" },
    { .name = "ReuseArena/impl=stack",
      .run = an_arena_stack,
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "an arena in the frame: all words end at once" },
};

int main(int argc, char **argv)
{
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
