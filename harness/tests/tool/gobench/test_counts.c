/* test_counts.c -- the result lines of one benchmark, taken together. */
#include "support/cmocka_all.h"

#include <string.h>

#include "gobench/counts.h"

/* The counts of all lines of a text. */
static struct gobench_counts counted(const char *text)
{
    struct gobench_set set = { 0 };
    struct gobench_counts counts = { .name = "A" };
    FILE *in = fmemopen((void *)text, strlen(text), "r");
    assert_non_null(in);
    assert_true(gobench_read(&set, in, "text", "text"));
    fclose(in);
    for (size_t i = 0; i < set.n_results; i++)
        gobench_counts_add(&counts, &set, &set.results[i]);
    gobench_set_done(&set);
    return counts;
}

static void counts_that_agree_do_not_vary(void **state)
{
    (void)state;
    struct gobench_counts c = counted("BenchmarkA 1 5 ns/op 48 B/op 3 allocs/op\n"
                                      "BenchmarkA 1 9 ns/op 48 B/op 3 allocs/op\n");
    assert_true(c.has_allocs && c.has_bytes && !c.varies);
    assert_true(c.allocs == 3 && c.bytes == 48);
}

static void counts_that_differ_vary_in_either_unit(void **state)
{
    (void)state;
    assert_true(counted("BenchmarkA 1 3 allocs/op\nBenchmarkA 1 4 allocs/op\n").varies);
    assert_true(counted("BenchmarkA 1 48 B/op\nBenchmarkA 1 56 B/op\n").varies);
}

static void what_no_line_counts_is_not_known(void **state)
{
    (void)state;
    struct gobench_counts c = counted("BenchmarkA 1 5 ns/op\nBenchmarkA 1 0 allocs/op\n");
    assert_true(c.has_allocs && !c.has_bytes && !c.varies);
    assert_true(c.allocs == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_that_agree_do_not_vary),
        cmocka_unit_test(counts_that_differ_vary_in_either_unit),
        cmocka_unit_test(what_no_line_counts_is_not_known),
    };
    return cmocka_run_group_tests_name("gobench_counts", tests, NULL, NULL);
}
