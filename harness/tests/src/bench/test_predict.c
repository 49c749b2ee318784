/* The next number of iterations: the same as Go's, without its overflow. */
#include "support/cmocka_all.h"

#include "bench/predict.h"

static void a_fast_start_grows_a_hundredfold_at_most(void **state)
{
    (void)state;
    assert_int_equal(hm_bench_predict_n(1000000000, 1, 1, 1), 100);
    assert_int_equal(hm_bench_predict_n(1000000000, 100, 5000, 100), 10000);
}

static void near_the_goal_a_fifth_is_added(void **state)
{
    (void)state;
    assert_int_equal(hm_bench_predict_n(1000000000, 1000000, 999999999, 1000000), 1200000);
}

static void at_least_one_more_than_last_time(void **state)
{
    (void)state;
    assert_int_equal(hm_bench_predict_n(1000000000, 3, 2000000000, 3), 4);
}

static void no_time_at_all_counts_as_a_nanosecond(void **state)
{
    (void)state;
    assert_int_equal(hm_bench_predict_n(1000000000, 1, 0, 1), 100);
}

static void never_more_than_a_thousand_million(void **state)
{
    (void)state;
    assert_int_equal(hm_bench_predict_n(1000000000, 500000000, 100000000, 500000000), 1000000000);
}

static void a_product_beyond_64_bits_does_not_wrap(void **state)
{
    (void)state;
    /* In Go this wraps and gives 100000001. */
    assert_int_equal(hm_bench_predict_n(100000000000, 100000000, 3000000000, 100000000),
                     1000000000);
}

static void thirty_nanoseconds_reach_a_tenth_of_a_second_in_five_steps(void **state)
{
    (void)state;
    static const uint64_t expected[] = { 100, 10000, 1000000, 4000000 };
    uint64_t n = 1;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        n = hm_bench_predict_n(100000000, n, 30 * n, n);
        assert_int_equal(n, expected[i] == 4000000 ? 3999999 : expected[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fast_start_grows_a_hundredfold_at_most),
        cmocka_unit_test(near_the_goal_a_fifth_is_added),
        cmocka_unit_test(at_least_one_more_than_last_time),
        cmocka_unit_test(no_time_at_all_counts_as_a_nanosecond),
        cmocka_unit_test(never_more_than_a_thousand_million),
        cmocka_unit_test(a_product_beyond_64_bits_does_not_wrap),
        cmocka_unit_test(thirty_nanoseconds_reach_a_tenth_of_a_second_in_five_steps),
    };
    return cmocka_run_group_tests_name("predict", tests, NULL, NULL);
}
