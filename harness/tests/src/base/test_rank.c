/* test_rank.c -- the median of values that lie anywhere and in any order. */
#include <math.h>
#include <stdlib.h>

#include "support/cmocka_all.h"

#include "base/rank.h"

/* NaN marks what has no value. */
static bool in_array(const void *ctx, size_t i, double *value)
{
    *value = ((const double *)ctx)[i];
    return !isnan(*value);
}

static void assert_median(const double *values, size_t n, size_t count, double want)
{
    double got = hm_base_median(in_array, values, n, count);
    if (got != want)
        fail_msg("median %.17g, expected %.17g", got, want);
}

static void the_middle_value_is_found_in_any_order(void **state)
{
    (void)state;
    assert_median((double[]){ 3 }, 1, 1, 3);
    assert_median((double[]){ 3, 1, 2 }, 3, 3, 2);
    assert_median((double[]){ 2, 2, 1, 2, 9 }, 5, 5, 2);
    assert_median((double[]){ 4, 1, 3, 2 }, 4, 4, 2.5);
}

static void what_has_no_value_does_not_count(void **state)
{
    (void)state;
    assert_median((double[]){ NAN, 5, NAN, 1, 3 }, 5, 3, 3);
}

static void signs_zeros_and_the_ends_of_the_range_are_in_order(void **state)
{
    (void)state;
    assert_median((double[]){ 0, -1, 1 }, 3, 3, 0);
    assert_median((double[]){ -3, -1, -2 }, 3, 3, -2);
    assert_median((double[]){ INFINITY, -INFINITY, 1e-310 }, 3, 3, 1e-310);
    assert_median((double[]){ 0x1p1023, 0x1.8p1023 }, 2, 2, 0x1.4p1023);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void a_thousand_random_samples_agree_with_sorting(void **state)
{
    (void)state;
    srand(1);
    for (int round = 0; round < 1000; round++) {
        double values[20], sorted[20];
        size_t n = 1 + (size_t)(rand() % 20);
        for (size_t i = 0; i < n; i++)
            values[i] = sorted[i] = (double)(rand() % 7 - 3) * 1.5;
        qsort(sorted, n, sizeof *sorted, ascending);
        assert_median(values, n, n, hm_base_middle(sorted[(n - 1) / 2], sorted[n / 2]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_middle_value_is_found_in_any_order),
        cmocka_unit_test(what_has_no_value_does_not_count),
        cmocka_unit_test(signs_zeros_and_the_ends_of_the_range_are_in_order),
        cmocka_unit_test(a_thousand_random_samples_agree_with_sorting),
    };
    return cmocka_run_group_tests_name("rank", tests, NULL, NULL);
}
