/* bench.c -- lesson 99: TO WRITE: the question of the lesson. */
#include <heapmark/bench.h>

#include "lesson.h"

static void boxed(hm_bench *b)
{
    while (hm_loop(b))
        if (example_boxed(1000) != 1000)
            hm_error(b, "the number is not 1000");
}

static void stack(hm_bench *b)
{
    while (hm_loop(b))
        if (example_stack(1000) != 1000)
            hm_error(b, "the number is not 1000");
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Example/impl=boxed",
          .run = boxed,
          .claim = HM_CLAIM(.allocs = 1, .bytes = 8),
          .why = "TO WRITE: which block this is" },
        { .name = "Example/impl=stack",
          .run = stack,
          .claim = HM_CLAIM(.allocs = 0, .bytes = 0),
          .why = "TO WRITE: where the value lives" },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
