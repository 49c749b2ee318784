/* bench.c -- lesson 14: where is it written down what is left to do? */
#include <heapmark/bench.h>

#include "lesson.h"

enum { NUMBER = 4711 };

static void expect(hm_bench *b, long got, long want)
{
    if (got != want)
        hm_error(b, "got %ld, want %ld", got, want);
}

typedef long loop_fn(struct store *s);
typedef long once_fn(struct store *s, bool fails);

struct op {
    loop_fn *loop;
    once_fn *once;
};

static void loop(hm_bench *b)
{
    const struct op *op = hm_arg(b);
    struct store store = { .most = 0 };
    while (hm_loop(b))
        expect(b, op->loop(&store), TURNS);
    expect(b, store_taken(&store), 0);
    hm_report_metric(b, (double)store.most, "most-held");
}

static void once(hm_bench *b)
{
    const struct op *op = hm_arg(b);
    struct store store = { .most = 0 };
    while (hm_loop(b))
        expect(b, op->once(&store, false), 1);
    expect(b, op->once(&store, true), -1);
    expect(b, store_taken(&store), 0);
}

static void a_kind_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, kind_boxed(NUMBER), NUMBER);
}

static void a_kind_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, kind_stack(NUMBER), NUMBER);
}

static const hm_case cases[] = {
    { .name = "Cleanup/impl=boxed",
      .run = loop,
      .arg = &(struct op){ .loop = loop_boxed },
      .claim = HM_CLAIM(.allocs = 10, .bytes = 240),
      .why = "a cleanup of three words for each turn, until the function ends" },
    { .name = "Cleanup/impl=frame",
      .run = loop,
      .arg = &(struct op){ .loop = loop_frame },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "the same cleanups in an array of the frame" },
    { .name = "Cleanup/impl=stack",
      .run = loop,
      .arg = &(struct op){ .loop = loop_stack },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "each turn gives back what it took: no list" },
    { .name = "CleanupOnce/impl=boxed",
      .run = once,
      .arg = &(struct op){ .once = once_boxed },
      .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
      .why = "a list for one cleanup" },
    { .name = "CleanupOnce/impl=attribute",
      .run = once,
      .arg = &(struct op){ .once = once_attribute },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "the compiler knows the cleanup and calls it" },
    { .name = "CleanupOnce/impl=stack",
      .run = once,
      .arg = &(struct op){ .once = once_stack },
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "one way out, and the cleanup is there" },
    { .name = "CleanupKind/impl=boxed",
      .run = a_kind_boxed,
      .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
      .why = "a value of any kind needs an address" },
    { .name = "CleanupKind/impl=stack",
      .run = a_kind_stack,
      .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
      .why = "a switch on the kind reads the value where it is" },
};

int main(int argc, char **argv)
{
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
