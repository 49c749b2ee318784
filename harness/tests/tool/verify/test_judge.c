/* test_judge.c -- which differences between three instruments are allowed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "verify/judge.h"

/* All three saw 300 blocks of 16 bytes. */
static struct verify_readings agreed(void)
{
    return (struct verify_readings){
        .ours = { .known = true, .allocs = 300, .bytes = 4800 },
        .jemalloc = { .known = true, .allocs = 300 },
        .valgrind = { .known = true, .allocs = 300, .bytes = 4800 },
        .page_size = 4096,
    };
}

static void assert_verdict(struct verify_readings r, enum verify_verdict verdict)
{
    assert_int_equal(verify_judge(&r).verdict, verdict);
}

static void equal_numbers_agree(void **state)
{
    (void)state;
    struct verify_readings r = agreed();
    struct verify_judgement j = verify_judge(&r);
    assert_int_equal(j.verdict, VERIFY_AGREE);
    assert_null(j.jemalloc);
    assert_null(j.valgrind);
}

static void one_block_more_or_less_in_any_instrument_is_a_difference(void **state)
{
    (void)state;
    for (int64_t by = -1; by <= 1; by += 2) {
        struct verify_readings r = agreed();
        r.jemalloc.allocs += by;
        assert_verdict(r, VERIFY_DIFFER);
        r = agreed();
        r.valgrind.allocs += by;
        assert_verdict(r, VERIFY_DIFFER);
        r = agreed();
        r.valgrind.bytes += by;
        assert_verdict(r, VERIFY_DIFFER);
    }
}

static void jemalloc_may_miss_as_many_blocks_as_were_reallocated(void **state)
{
    (void)state;
    struct verify_readings r = agreed();
    r.reallocs = 10;
    r.jemalloc.allocs = 290;
    assert_verdict(r, VERIFY_DIFFER_EXPLAINED);
    r.jemalloc.allocs = 289;
    assert_verdict(r, VERIFY_DIFFER);
    r.jemalloc.allocs = 301;
    assert_verdict(r, VERIFY_DIFFER);
}

static void valgrind_may_miss_the_blocks_that_became_nothing_and_no_others(void **state)
{
    (void)state;
    struct verify_readings r = agreed();
    r.reallocs = 10;
    r.valgrind.allocs = 290;
    assert_verdict(r, VERIFY_DIFFER);
    r.to_nothing = 10;
    assert_verdict(r, VERIFY_DIFFER_EXPLAINED);
    r.to_nothing = 11;
    assert_verdict(r, VERIFY_DIFFER);
}

static void valgrind_may_count_whole_pages_where_it_saw_pages(void **state)
{
    (void)state;
    struct verify_readings r = agreed();
    r.valgrind.bytes += 4000;
    assert_verdict(r, VERIFY_DIFFER);
    r.whole_pages = 1;
    assert_verdict(r, VERIFY_DIFFER_EXPLAINED);
    r.valgrind.bytes += 4000;
    assert_verdict(r, VERIFY_DIFFER);
}

static void what_the_cplusplus_runtime_adds_may_be_missing_and_no_byte_more(void **state)
{
    (void)state;
    struct verify_readings r = agreed();
    r.valgrind.bytes -= 5;
    assert_verdict(r, VERIFY_DIFFER);
    r.new_of_nothing = 5;
    assert_verdict(r, VERIFY_DIFFER_EXPLAINED);
    r.new_aligned = 52;
    assert_verdict(r, VERIFY_DIFFER);
    r.valgrind.bytes -= 52;
    assert_verdict(r, VERIFY_DIFFER_EXPLAINED);
    r.valgrind.allocs--;
    assert_verdict(r, VERIFY_DIFFER);
}

static void a_missing_instrument_is_no_agreement(void **state)
{
    (void)state;
    struct verify_readings r = agreed();
    r.valgrind.known = false;
    r.valgrind = (struct verify_reading){ .why_not = "not installed" };
    assert_verdict(r, VERIFY_NOT_MEASURED);
    assert_string_equal(verify_judge(&r).valgrind, "not installed");
    r.jemalloc.allocs++;
    assert_verdict(r, VERIFY_DIFFER);
    r.ours.known = false;
    assert_verdict(r, VERIFY_NOT_MEASURED);
}

static void only_a_difference_of_valgrind_s_is_looked_at_closer(void **state)
{
    (void)state;
    struct verify_readings r = agreed();
    r.jemalloc.allocs++;
    assert_false(verify_look_closer(&r));
    r.valgrind.bytes++;
    assert_true(verify_look_closer(&r));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_numbers_agree),
        cmocka_unit_test(one_block_more_or_less_in_any_instrument_is_a_difference),
        cmocka_unit_test(jemalloc_may_miss_as_many_blocks_as_were_reallocated),
        cmocka_unit_test(valgrind_may_miss_the_blocks_that_became_nothing_and_no_others),
        cmocka_unit_test(valgrind_may_count_whole_pages_where_it_saw_pages),
        cmocka_unit_test(what_the_cplusplus_runtime_adds_may_be_missing_and_no_byte_more),
        cmocka_unit_test(a_missing_instrument_is_no_agreement),
        cmocka_unit_test(only_a_difference_of_valgrind_s_is_looked_at_closer),
    };
    return cmocka_run_group_tests_name("verify_judge", tests, NULL, NULL);
}
