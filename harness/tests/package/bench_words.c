/* bench_words.c -- what counting words costs. */
#include <heapmark/bench.h>

#include "words.h"

static void count(hm_bench *b)
{
    while (hm_loop(b))
        hm_keep(words_count("SET C 1"));
}

int main(int argc, char **argv)
{
    static const hm_case cases[] = {
        { .name = "Words", .run = count, .claim = HM_CLAIM(.allocs = 0, .bytes = 0) },
    };
    return hm_main(argc, argv, cases, HM_COUNT(cases));
}
