/* bench.c -- lesson 11: what does it cost to collect values, if their number is not known? */
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
        expect(b, sum_boxed(100), 4950);
}

static void stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, sum_stack(100), 4950);
}

static void presized(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, sum_presized(100), 4950);
}

static void returned_boxed(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, cross_sum_boxed(2026), 10);
}

static void returned_stack(hm_bench *b)
{
    while (hm_loop(b))
        expect(b, cross_sum_stack(2026), 10);
}

/* As many different numbers as the case's argument says, and the first of them twice. */
static void most(hm_bench *b, long (*most_of)(const int *numbers, size_t count))
{
    const int *different = hm_arg(b);
    int numbers[MAP_MOST + 1];
    for (int i = 0; i <= *different; i++)
        numbers[i] = i == 0 ? 0 : 7 * (i - 1);
    while (hm_loop(b))
        expect(b, most_of(numbers, (size_t)*different + 1), 2);
}

static void map_boxed(hm_bench *b)
{
    most(b, most_boxed);
}

static void map_stack(hm_bench *b)
{
    most(b, most_stack);
}

int main(int argc, char **argv)
{
    static int eight = 8, nine = 9, hundred = 100;
    static const hm_case cases[] = {
        { .name = "Growth/impl=boxed",
          .run = boxed,
          .claim = HM_CLAIM(.allocs = 8, .bytes = 2040),
          .why = "1, 2, 4, ... 128 numbers of 8 bytes" },
        { .name = "Growth/impl=stack",
          .run = stack,
          .claim = HM_CLAIM(.allocs = 5, .bytes = 1984),
          .why = "the first 4 numbers are in the frame; then 8, 16, ... 128" },
        { .name = "Growth/impl=presized",
          .run = presized,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 800),
          .why = "100 numbers at once" },
        { .name = "GrowthReturned/impl=boxed",
          .run = returned_boxed,
          .claim = HM_CLAIM(.allocs = 3, .bytes = 56),
          .why = "1, 2 and 4 digits of 8 bytes" },
        { .name = "GrowthReturned/impl=stack",
          .run = returned_stack,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 32),
          .why = "4 digits at once, when all are known" },
        { .name = "GrowthMap/impl=boxed",
          .run = map_boxed,
          .arg = &eight,
          .claim = HM_CLAIM(.allocs = 8, .bytes = 128),
          .why = "8 entries of 16 bytes" },
        { .name = "GrowthMap/impl=stack",
          .run = map_stack,
          .arg = &eight,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the table is an array in the frame" },
        { .name = "GrowthMapNine/impl=boxed",
          .run = map_boxed,
          .arg = &nine,
          .claim = HM_CLAIM(.allocs = 9, .bytes = 144),
          .why = "9 entries of 16 bytes" },
        { .name = "GrowthMapNine/impl=stack",
          .run = map_stack,
          .arg = &nine,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the table is an array in the frame" },
        { .name = "GrowthMapHundred/impl=boxed",
          .run = map_boxed,
          .arg = &hundred,
          .claim = HM_CLAIM(.allocs = 100, .bytes = 1600),
          .why = "100 entries of 16 bytes" },
        { .name = "GrowthMapHundred/impl=stack",
          .run = map_stack,
          .arg = &hundred,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "the table is an array in the frame" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
