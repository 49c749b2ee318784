/* A claim is about exact totals. */
#include "support/cmocka_all.h"

#include <heapmark/bench.h>

#include "bench/claim.h"

static hm_sample sample(uint64_t n, uint64_t allocs, uint64_t bytes)
{
    return (
        hm_sample){ .outcome = HM_MEASURED, .n = n, .used = { .allocs = allocs, .bytes = bytes } };
}

static const hm_claim three_and_56 = HM_CLAIM(.allocs = 3, .bytes = 56);

static hm_verdict check(uint64_t n, uint64_t allocs, uint64_t bytes)
{
    hm_sample s = sample(n, allocs, bytes);
    return hm_bench_claim_check(&three_and_56, &s, true);
}

static void n_times_the_claim_holds(void **state)
{
    (void)state;
    assert_int_equal(check(100, 300, 5600), HM_CLAIM_HOLDS);
    assert_int_equal(check(1, 3, 56), HM_CLAIM_HOLDS);
}

static void one_block_or_byte_more_or_less_in_all_is_false(void **state)
{
    (void)state;
    assert_int_equal(check(100, 301, 5600), HM_CLAIM_FALSE); /* still 3 when truncated */
    assert_int_equal(check(100, 299, 5600), HM_CLAIM_FALSE);
    assert_int_equal(check(100, 300, 5601), HM_CLAIM_FALSE);
    assert_int_equal(check(100, 300, 5599), HM_CLAIM_FALSE);
}

static void a_product_that_overflows_does_not_hold_by_accident(void **state)
{
    (void)state;
    static const hm_claim huge = HM_CLAIM(.allocs = UINT64_C(1) << 63, .bytes = 0);
    hm_sample s = sample(2, 0, 0);
    assert_int_equal(hm_bench_claim_check(&huge, &s, true), HM_CLAIM_FALSE);
}

static void what_was_not_measured_is_not_judged(void **state)
{
    (void)state;
    hm_sample s = sample(100, 300, 5600);
    assert_int_equal(hm_bench_claim_check(&three_and_56, &s, false), HM_CLAIM_UNCHECKED);
    s.outcome = HM_SKIPPED;
    assert_int_equal(hm_bench_claim_check(&three_and_56, &s, true), HM_CLAIM_UNCHECKED);
    s = sample(0, 0, 0);
    assert_int_equal(hm_bench_claim_check(&three_and_56, &s, true), HM_CLAIM_UNCHECKED);
}

static void no_claim_is_no_verdict(void **state)
{
    (void)state;
    static const hm_claim none = { 0 };
    hm_sample s = sample(100, 0, 0);
    assert_int_equal(hm_bench_claim_check(&none, &s, true), HM_NO_CLAIM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(n_times_the_claim_holds),
        cmocka_unit_test(one_block_or_byte_more_or_less_in_all_is_false),
        cmocka_unit_test(a_product_that_overflows_does_not_hold_by_accident),
        cmocka_unit_test(what_was_not_measured_is_not_judged),
        cmocka_unit_test(no_claim_is_no_verdict),
    };
    return cmocka_run_group_tests_name("claim", tests, NULL, NULL);
}
