/* What the counters say about the plainest program. */

#include "support/cmocka_all.h"

#include <heapmark/counters.h>

#include "support/counted.h"

static void a_counted_program_says_so(void **state)
{
    (void)state;
    assert_null(hm_counting_reason());
    assert_true(hm_counting());
}

static void a_pair_is_one_block_handed_out_and_one_given_back(void **state)
{
    (void)state;
    hm_counters before = hm_counters_now();
    free(malloc(24));
    hm_counters used = hm_counters_since(&before);
    assert_int_equal(used.allocs, 1);
    assert_int_equal(used.frees, 1);
    assert_int_equal(used.bytes, 24);
    assert_int_equal(used.grows + used.shrinks, 0);
}

static void reading_the_counters_moves_none_of_them(void **state)
{
    (void)state;
    hm_counters before = hm_counters_now();
    hm_counters_thread_now();
    hm_counting();
    hm_counters used = hm_counters_since(&before);
    assert_int_equal(used.allocs + used.frees + used.bytes, 0);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_counted_program_says_so),
        cmocka_unit_test(a_pair_is_one_block_handed_out_and_one_given_back),
        cmocka_unit_test(reading_the_counters_moves_none_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
