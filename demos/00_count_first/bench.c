/* bench.c -- lesson 00: what allocs/op counts, and what it rounds away.
 *
 * The first two cases make one call per op, and only every second call allocates. The last two make
 * two calls per op, so that each op costs the same and the claim is exact. */
#include <heapmark/bench.h>

#include "lesson.h"

/* Calls are numbered 0 to 5, again and again, so every line is one digit and the text. */
enum { CYCLE = 6 };

typedef int log_fn(unsigned call, const char *text);

static void expect(hm_bench *b, unsigned call, int got, int want)
{
    if (got != want)
        hm_error(b, "call %u logged %d bytes, not %d", call, got, want);
}

/* A call logs "0: hi" and so on, or nothing. Both implementations must return the same length. */
static void expect_agreement(hm_bench *b)
{
    expect(b, 0, log_stack(0, "hi"), 5);
    for (unsigned call = 0; call < CYCLE; call++)
        expect(b, call, log_boxed(call, "hi"), log_stack(call, "hi"));
}

static void one_call(hm_bench *b, log_fn *log)
{
    unsigned call = 0;
    int logged = 0;
    while (hm_loop(b))
        logged += log(call++ % CYCLE, "hi");
    hm_keep(logged);
    expect_agreement(b);
}

static void two_calls(hm_bench *b, log_fn *log)
{
    unsigned call = 0;
    int logged = 0;
    while (hm_loop(b)) {
        logged += log(call++ % CYCLE, "hi");
        logged += log(call++ % CYCLE, "hi");
    }
    hm_keep(logged);
    expect_agreement(b);
}

static void boxed(hm_bench *b)
{
    one_call(b, log_boxed);
}

static void stack(hm_bench *b)
{
    one_call(b, log_stack);
}

static void pair_boxed(hm_bench *b)
{
    two_calls(b, log_boxed);
}

static void pair_stack(hm_bench *b)
{
    two_calls(b, log_stack);
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "CountFirst/impl=boxed",
          .run = boxed,
          .why = "100 B every second call: one half of a block per op prints as 0" },
        { .name = "CountFirst/impl=stack",
          .run = stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the line lives in the frame" },
        { .name = "CountFirstPair/impl=boxed",
          .run = pair_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 100),
          .why = "two calls per op: the block that was rounded away" },
        { .name = "CountFirstPair/impl=stack",
          .run = pair_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "no call allocates a block" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
