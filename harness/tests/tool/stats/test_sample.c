/* test_sample.c -- centre, interval and means of special samples; others are in
 * test_mannwhitney.c. */
#include <math.h>

#include "support/cmocka_all.h"

#include "stats/sample.h"

static void six_values_are_needed_for_an_interval(void **state)
{
    (void)state;
    const double values[] = { 1, 2, 3, 4, 5, 6 };
    struct stats_summary five = stats_summary_sampled(values, 5, 0.95);
    struct stats_summary six = stats_summary_sampled(values, 6, 0.95);
    assert_true(isinf(five.lo) || isinf(five.hi));
    assert_true(isinf(stats_summary_spread(&five)));
    assert_true(six.lo == 1 && six.hi == 6 && six.center == 3.5);
    assert_int_equal(stats_summary_needs(0.95), 6);
    assert_int_equal(stats_summary_needs(0.99), 8);
    assert_int_equal(stats_summary_needs(1), 0);
    assert_int_equal(stats_summary_needs(0), 2);
}

static void the_exact_value_is_the_most_frequent_and_variation_is_seen(void **state)
{
    (void)state;
    const double varied[] = { 1, 2, 2, 3 }, constant[] = { 7, 7 };
    struct stats_summary v = stats_summary_exact(varied, 4);
    struct stats_summary c = stats_summary_exact(constant, 2);
    assert_true(v.center == 2 && v.lo == 1 && v.hi == 3 && v.varies);
    assert_true(c.center == 7 && !c.varies);
}

static void the_spread_is_a_share_of_the_centre(void **state)
{
    (void)state;
    const struct stats_summary wide = { .center = 10, .lo = 9, .hi = 12 };
    const struct stats_summary zero = { .center = 0, .lo = 0, .hi = 0 };
    const struct stats_summary across = { .center = 1, .lo = -1, .hi = 2 };
    assert_true(fabs(stats_summary_spread(&wide) - 0.2) < 1e-12);
    assert_true(stats_summary_spread(&zero) == 0);
    assert_true(isnan(stats_summary_spread(&across)));
}

static void a_mean_of_a_zero_is_undefined_and_not_zero(void **state)
{
    (void)state;
    const double positive[] = { 2, 8 }, with_zero[] = { 2, 0 };
    assert_true(fabs(stats_geomean(positive, 2) - 4) < 1e-12);
    assert_true(isnan(stats_geomean(with_zero, 2)));
    assert_true(isnan(stats_geomean(positive, 0)));
}

static void what_is_not_a_number_is_sorted_out(void **state)
{
    (void)state;
    double values[] = { NAN, 3, NAN, 1, -INFINITY };
    assert_int_equal(stats_sort_values(values, 5), 3);
    assert_true(isinf(values[0]));
    assert_true(values[1] == 1 && values[2] == 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_values_are_needed_for_an_interval),
        cmocka_unit_test(the_exact_value_is_the_most_frequent_and_variation_is_seen),
        cmocka_unit_test(the_spread_is_a_share_of_the_centre),
        cmocka_unit_test(a_mean_of_a_zero_is_undefined_and_not_zero),
        cmocka_unit_test(what_is_not_a_number_is_sorted_out),
    };
    return cmocka_run_group_tests_name("sample", tests, NULL, NULL);
}
