/* test_names.c -- which benchmark runs which function, told by their names. */
#include "support/cmocka_all.h"

#include "gobench/names.h"

static void any_part_of_the_name_may_be_the_function(void **state)
{
    (void)state;
    assert_true(gobench_runs("SetC1", "setC1"));
    assert_true(gobench_runs("SetC1/impl=boxed_int", "boxedInt"));
    assert_true(gobench_runs("SetC1/impl=boxed/size=16", "boxed"));
    assert_true(gobench_runs("SetC1/boxed", "main.boxed"));
    assert_false(gobench_runs("SetC1/impl=boxed_int", "boxed"));
    assert_false(gobench_runs("SetC1/impl=boxed", "impl"));
    assert_false(gobench_runs("SetC1", "set"));
}

static void the_number_of_threads_at_the_end_is_no_part_of_it(void **state)
{
    (void)state;
    assert_true(gobench_runs("BoxedInt-8", "boxedInt"));
    assert_true(gobench_runs("SetC1/impl=boxed-16", "boxed"));
    assert_false(gobench_runs("SetC1-8/impl=boxed", "setC1"));
}

static void a_function_may_end_in_a_number(void **state)
{
    (void)state;
    assert_true(gobench_runs("Case/v-2", "v2"));
    assert_true(gobench_runs("Case/v-2", "v"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_part_of_the_name_may_be_the_function),
        cmocka_unit_test(the_number_of_threads_at_the_end_is_no_part_of_it),
        cmocka_unit_test(a_function_may_end_in_a_number),
    };
    return cmocka_run_group_tests_name("gobench_names", tests, NULL, NULL);
}
