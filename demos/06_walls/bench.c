/* bench.c -- lesson 06: the address of a value is passed to a function that is not known. */
#include <heapmark/bench.h>

#include <string.h>

#include "lesson.h"

static void expect(hm_bench *b, long got, long want)
{
    if (got != want)
        hm_error(b, "got %ld, want %ld", got, want);
}

/* Two kinds of readers in turn, so that the table decides at run time. */
static void with_readers(hm_bench *b, long (*op)(struct reader r, long x))
{
    struct adder a = { 0 };
    struct scaler s = { 10 };
    const struct reader adder = { &adder_methods, &a }, scaler = { &scaler_methods, &s };
    expect(b, op(scaler, 1), 60);
    long n = 0;
    for (; hm_loop(b); n++)
        expect(b, op(adder, 1), 6);
    expect(b, a.taken, n);
}

static void a_reader_boxed(hm_bench *b)
{
    with_readers(b, take_boxed);
}

static void a_reader_stack(hm_bench *b)
{
    with_readers(b, take_stack);
}

static void a_known_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, known_boxed(1), 6);
}

static void a_known_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, known_stack(1), 6);
}

static long largest(const struct point *p BORROWED)
{
    return p->z;
}

static void a_function_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, function_boxed(largest, 1), 3);
}

static void a_function_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, function_stack(largest, 1), 3);
}

static void a_function_promised(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, promised_stack(largest, 1), 3);
}

static void a_generic_boxed(hm_bench *b)
{
    struct adder a = { 0 };
    while (hm_loop(b))
        expect(b, generic_boxed(&adder_methods, &a, 1), 6);
}

static void a_generic_stack(hm_bench *b)
{
    struct adder a = { 0 };
    while (hm_loop(b))
        expect(b, generic_stack(&a, 1), 6);
}

static void with_writer(hm_bench *b, long (*op)(struct writer w, long number))
{
    struct text t = { .len = 0 };
    const struct writer w = { text_write, &t };
    while (hm_loop(b))
        expect(b, op(w, 1000), 5);
    if (t.len != 5 || memcmp(t.at, "1000\n", 5) != 0)
        hm_error(b, "the line is not \"1000\\n\"");
}

static void a_line_boxed(hm_bench *b)
{
    with_writer(b, line_boxed);
}

static void a_line_stack(hm_bench *b)
{
    with_writer(b, line_stack);
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Walls/impl=boxed",
          .run = a_reader_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
          .why = "the callee behind the table may keep the point" },
        { .name = "Walls/impl=stack",
          .run = a_reader_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the contract of the table says that no callee keeps it" },
        { .name = "WallsKnown/impl=boxed",
          .run = a_known_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
          .why = "as written: the optimiser could see the callee" },
        { .name = "WallsKnown/impl=stack",
          .run = a_known_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the table is constant: the callee is known" },
        { .name = "WallsFunction/impl=boxed",
          .run = a_function_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
          .why = "the callee behind the function pointer may keep the point" },
        { .name = "WallsFunction/impl=stack",
          .run = a_function_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the function borrows the point" },
        { .name = "WallsFunction/impl=promised",
          .run = a_function_promised,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the type of the function says that it borrows the point: proven" },
        { .name = "WallsGeneric/impl=boxed",
          .run = a_generic_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
          .why = "the method comes from a dictionary at run time" },
        { .name = "WallsGeneric/impl=stack",
          .run = a_generic_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "_Generic picks the method at compile time" },
        { .name = "WallsWriter/impl=boxed",
          .run = a_line_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 64),
          .why = "the writer is unknown and may keep the buffer" },
        { .name = "WallsWriter/impl=stack",
          .run = a_line_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "a writer copies what it needs: the buffer is in the frame" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
