/* Counting for a unit test. */
#include "support/cmocka_all.h"

#include <heapmark/bench.h>

#include "bench/env.h"

static unsigned calls;

static void one_block(void *arg)
{
    (void)arg;
    calls++;
    free(malloc(8));
}

static void one_block_in_three(void *arg)
{
    (void)arg;
    if (calls++ % 3 == 0)
        free(malloc(8));
}

static void warms_up(void *arg)
{
    (void)arg;
    if (calls++ == 0)
        for (int i = 0; i < 100; i++)
            free(malloc(8));
}

static void the_function_is_called_once_more_than_asked(void **state)
{
    (void)state;
    calls = 0;
    assert_int_equal(hm_allocs_per_run(10, one_block, NULL), 1);
    assert_int_equal(calls, 11);
}

static void the_quotient_is_rounded_down(void **state)
{
    (void)state;
    calls = 0;
    assert_int_equal(hm_allocs_per_run(3, one_block_in_three, NULL), 0);
}

static void the_first_call_is_not_counted(void **state)
{
    (void)state;
    calls = 0;
    assert_int_equal(hm_allocs_per_run(1, warms_up, NULL), 0);
}

static bool no(void)
{
    return false;
}

static void unknown_is_not_zero(void **state)
{
    (void)state;
    struct hm_bench_env blind = hm_bench_real_env;
    blind.counting = no;
    hm_bench_env = &blind;
    calls = 0;
    assert_int_equal(hm_allocs_per_run(10, one_block, NULL), -1);
    hm_bench_env = &hm_bench_real_env;
    assert_int_equal(calls, 0);
}

int main(void)
{
    const struct CMUnitTest counted[] = {
        cmocka_unit_test(the_function_is_called_once_more_than_asked),
        cmocka_unit_test(the_quotient_is_rounded_down),
        cmocka_unit_test(the_first_call_is_not_counted),
        cmocka_unit_test(unknown_is_not_zero),
    };
    const struct CMUnitTest blind[] = { cmocka_unit_test(unknown_is_not_zero) };
    if (!hm_counting())
        return cmocka_run_group_tests_name("allocs_per_run", blind, NULL, NULL);
    return cmocka_run_group_tests_name("allocs_per_run", counted, NULL, NULL);
}
