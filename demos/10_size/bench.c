/* bench.c -- lesson 10: how much fits into a frame, and who decides? */
#include <heapmark/bench.h>

#include "lesson.h"

struct numbers {
    long (*median)(const long *numbers, size_t count);
    size_t count;
};

struct values {
    long (*distinct)(const int *values, size_t count);
    int highest;
};

static void expect(hm_bench *b, long got, long want)
{
    if (got != want)
        hm_error(b, "got %ld, want %ld", got, want);
}

/* The count is the case's argument, so the compiler does not know it. */
static void median(hm_bench *b)
{
    static const long numbers[] = { 30, 10, 40, 20, 50 };
    const struct numbers *some = hm_arg(b);
    while (hm_loop(b))
        expect(b, some->median(numbers, some->count), 30);
}

static void distinct(hm_bench *b)
{
    const struct values *some = hm_arg(b);
    const int values[] = { 0, some->highest, 7, some->highest, 0, 1 };
    while (hm_loop(b))
        expect(b, some->distinct(values, HM_COUNT(values)), 4);
}

static void weight(hm_bench *b)
{
    static struct page page;
    for (size_t i = 0; i < sizeof page.bytes; i++)
        page.bytes[i] = (unsigned char)(i % 2);
    long (**weight_of)(const struct page *page) = hm_arg(b);
    while (hm_loop(b))
        expect(b, (*weight_of)(&page), 2048);
}

int main(int argc, char **argv)
{
    static struct numbers four_boxed = { median_boxed, 4 }, five_boxed = { median_boxed, 5 },
                          four_stack = { median_stack, 4 }, five_stack = { median_stack, 5 };
    static struct values large_boxed = { distinct_boxed, LARGE_VALUE },
                         large_stack = { distinct_stack, LARGE_VALUE },
                         larger_boxed = { distinct_larger_boxed, LARGER_VALUE },
                         larger_stack = { distinct_larger_stack, LARGER_VALUE };
    static long (*value_boxed)(const struct page *page) = weight_boxed;
    static long (*value_copy)(const struct page *page) = weight_copy;
    static long (*value_stack)(const struct page *page) = weight_stack;
    static const hm_case cases[] = {
        { .name = "Size/impl=boxed",
          .run = median,
          .arg = &four_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 32),
          .why = "four numbers, but the count is known at run time only" },
        { .name = "Size/impl=stack",
          .run = median,
          .arg = &four_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "four numbers fit into the array in the frame" },
        { .name = "SizeFive/impl=boxed",
          .run = median,
          .arg = &five_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 40),
          .why = "five numbers, but the count is known at run time only" },
        { .name = "SizeFive/impl=stack",
          .run = median,
          .arg = &five_stack,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 40),
          .why = "the array in the frame has room for four" },
        { .name = "SizeLarge/impl=boxed",
          .run = distinct,
          .arg = &large_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 65537),
          .why = "64 KiB and one byte, in a block" },
        { .name = "SizeLarge/impl=stack",
          .run = distinct,
          .arg = &large_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "64 KiB and one byte, in the frame: C has no limit but the stack" },
        { .name = "SizeLarger/impl=boxed",
          .run = distinct,
          .arg = &larger_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 131073),
          .why = "one byte for each value: 128 KiB and one byte" },
        { .name = "SizeLarger/impl=stack",
          .run = distinct,
          .arg = &larger_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "one bit for each value: 16 KiB and one byte" },
        { .name = "SizeValue/impl=boxed",
          .run = weight,
          .arg = &value_boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 4096),
          .why = "a page is copied into a block" },
        { .name = "SizeValue/impl=copy",
          .run = weight,
          .arg = &value_copy,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "a page is copied into the frame: time, but no block" },
        { .name = "SizeValue/impl=stack",
          .run = weight,
          .arg = &value_stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "nothing is copied: the callee promises to read only" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
