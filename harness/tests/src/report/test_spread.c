/* Several samples in a few numbers. */
#include "support/cmocka_all.h"

#include <math.h>
#include <string.h>

#include "report/spread.h"

static const hm_report counting = { .counting = true };
static const hm_report blind = { .counting = false };

static hm_sample samples[] = {
    { .n = 10, .time_ns = 300, .used = { .allocs = 10, .bytes = 80 } },
    { .n = 10, .time_ns = 100, .used = { .allocs = 10, .bytes = 80 } },
    { .n = 10, .time_ns = 200, .used = { .allocs = 15, .bytes = 80 } },
    { .outcome = HM_FAILED },
    { .n = 10, .time_ns = 200, .used = { .allocs = 10, .bytes = 80 } },
};
static const hm_result result = { .show_allocs = true, .samples = samples, .sample_count = 5 };

static void the_median_of_time_and_how_far_the_others_are(void **state)
{
    (void)state;
    struct hm_report_spread s = hm_report_spread_of(&counting, &result, "ns/op");
    assert_int_equal(s.count, 4);
    assert_true(s.median == 20 && s.low == 10 && s.high == 30);
    char text[32];
    hm_report_away_text(&s, text, sizeof text);
    assert_string_equal(text, "± 50%");
}

static void counts_that_differ_are_a_range(void **state)
{
    (void)state;
    char text[32];
    struct hm_report_spread s = hm_report_spread_of(&counting, &result, "allocs/op");
    hm_report_count_text(&s, text, sizeof text);
    assert_string_equal(text, "1-1.500");
    s = hm_report_spread_of(&counting, &result, "B/op");
    hm_report_count_text(&s, text, sizeof text);
    assert_string_equal(text, "8");
}

static void an_even_number_of_samples_has_its_median_between_two(void **state)
{
    (void)state;
    const hm_result two = { .samples = samples, .sample_count = 2 };
    assert_true(hm_report_spread_of(&counting, &two, "ns/op").median == 20);
}

static void what_was_not_counted_has_no_value(void **state)
{
    (void)state;
    char text[32] = "x";
    struct hm_report_spread s = hm_report_spread_of(&blind, &result, "allocs/op");
    assert_int_equal(s.count, 0);
    hm_report_count_text(&s, text, sizeof text);
    assert_string_equal(text, "");
}

static void one_sample_has_no_spread(void **state)
{
    (void)state;
    char text[32] = "x";
    const hm_result one = { .samples = samples, .sample_count = 1 };
    struct hm_report_spread s = hm_report_spread_of(&counting, &one, "ns/op");
    hm_report_away_text(&s, text, sizeof text);
    assert_string_equal(text, "");
}

static void the_worst_verdict_is_the_verdict(void **state)
{
    (void)state;
    hm_sample list[] = { { .verdict = HM_CLAIM_HOLDS },
                         { .verdict = HM_CLAIM_HOLDS },
                         { .verdict = HM_CLAIM_HOLDS } };
    hm_result r = { .samples = list, .sample_count = 3 };
    assert_int_equal(hm_report_verdict_of(&r), HM_CLAIM_HOLDS);
    list[1].verdict = HM_CLAIM_UNCHECKED;
    assert_int_equal(hm_report_verdict_of(&r), HM_CLAIM_UNCHECKED);
    list[2].verdict = HM_CLAIM_FALSE;
    assert_int_equal(hm_report_verdict_of(&r), HM_CLAIM_FALSE);
    assert_string_equal(hm_report_verdict_text(HM_CLAIM_FALSE), "FALSE");
    assert_string_equal(hm_report_verdict_text(HM_NO_CLAIM), "");
    r.sample_count = 0;
    assert_int_equal(hm_report_verdict_of(&r), HM_NO_CLAIM);
}

static void a_small_count_is_never_shown_as_zero(void **state)
{
    (void)state;
    char text[32];
    hm_report_number_text(0.0001, text, sizeof text);
    assert_string_equal(text, "0.0001000");
    hm_report_number_text(3, text, sizeof text);
    assert_string_equal(text, "3");
    hm_report_number_text(41.234, text, sizeof text);
    assert_string_equal(text, "41.23");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_median_of_time_and_how_far_the_others_are),
        cmocka_unit_test(counts_that_differ_are_a_range),
        cmocka_unit_test(an_even_number_of_samples_has_its_median_between_two),
        cmocka_unit_test(what_was_not_counted_has_no_value),
        cmocka_unit_test(one_sample_has_no_spread),
        cmocka_unit_test(the_worst_verdict_is_the_verdict),
        cmocka_unit_test(a_small_count_is_never_shown_as_zero),
    };
    return cmocka_run_group_tests_name("spread", tests, NULL, NULL);
}
