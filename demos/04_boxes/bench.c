/* bench.c -- lesson 04: what does it cost to pass a value together with its type? */
#include <heapmark/bench.h>

#include "lesson.h"

static void expect(hm_bench *b, int64_t got, int64_t want)
{
    if (got != want)
        hm_error(b, "weighs %lld, not %lld", (long long)got, (long long)want);
}

/* The number is the case's argument, so the compiler does not know it. */
static void boxed(hm_bench *b)
{
    const int64_t *number = hm_arg(b);
    while (hm_loop(b))
        expect(b, number_boxed(*number), *number);
}

static void stack(hm_bench *b)
{
    const int64_t *number = hm_arg(b);
    while (hm_loop(b))
        expect(b, number_stack(*number), *number);
}

static void a_constant_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, constant_boxed(), 1000);
}

static void a_constant_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, constant_stack(), 1000);
}

static void a_text_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, text_boxed("hello"), 5);
}

static void a_text_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, text_stack("hello"), 5);
}

static void a_point_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, point_boxed(100), 600);
}

static void a_point_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, point_stack(100), 600);
}

static void a_pointer_boxed(hm_bench *b)
{
    const int64_t *number = hm_arg(b);
    while (hm_loop(b))
        expect(b, pointer_boxed(number), *number);
}

static void a_pointer_stack(hm_bench *b)
{
    const int64_t *number = hm_arg(b);
    while (hm_loop(b))
        expect(b, pointer_stack(number), *number);
}

int main(int argc, char **argv)
{
    static int64_t seven = 7, thousand = 1000;
    static const hm_case cases[] = {
        { .name = "Boxes/impl=boxed",
          .run = boxed,
          .arg = &thousand,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "1000 at run time needs an address: a block of 8 bytes" },
        { .name = "Boxes/impl=stack",
          .run = stack,
          .arg = &thousand,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the union has room for the number" },
        { .name = "BoxesSmall/impl=boxed",
          .run = boxed,
          .arg = &seven,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "0 to 255 have an address already, in a table" },
        { .name = "BoxesSmall/impl=stack",
          .run = stack,
          .arg = &seven,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the union has room for the number" },
        { .name = "BoxesConstant/impl=boxed",
          .run = a_constant_boxed,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "a constant has an address already, in static data" },
        { .name = "BoxesConstant/impl=stack",
          .run = a_constant_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the union has room for the number" },
        { .name = "BoxesText/impl=boxed",
          .run = a_text_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 16),
          .why = "an address and a length: two words do not fit in one" },
        { .name = "BoxesText/impl=stack",
          .run = a_text_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the two words sit in the union" },
        { .name = "BoxesPoint/impl=boxed",
          .run = a_point_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
          .why = "24 bytes do not fit in one word" },
        { .name = "BoxesPoint/impl=stack",
          .run = a_point_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the union is as large as its largest member" },
        { .name = "BoxesPointer/impl=boxed",
          .run = a_pointer_boxed,
          .arg = &thousand,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "a block for a pointer that would fit into the data word" },
        { .name = "BoxesPointer/impl=stack",
          .run = a_pointer_stack,
          .arg = &thousand,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the data word is the pointer itself" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
