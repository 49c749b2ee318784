/* Numbers as Go's benchmark text has them. */
#include "support/cmocka_all.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/number.h"

static void widths_and_digits_are_gos(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *text;
    } rows[] = {
        { 0, "         0 u" },
        { 99.994, "        99.99 u" },
        { 99.995, "       100.0 u" },
        { 999.94, "       999.9 u" },
        { 999.95, "      1000 u" },
        { 1e-9, "         0.0000000 u" },
        { 12345.678, "     12346 u" },
        { 9.9994, "         9.999 u" },
        { 9.9995, "        10.00 u" },
        { 0.99994, "         0.9999 u" },
        { 0.99995, "         1.000 u" },
        { 0.099995, "         0.1000 u" },
        { 0.0099995, "         0.01000 u" },
        { 0.00099995, "         0.001000 u" },
        { 0.00012345, "         0.0001234 u" },
        { 1, "         1.000 u" },
        { -5, "        -5.000 u" },
        { -1e6, "  -1000000 u" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[64];
        struct hm_report_number_form form = hm_report_number_form(rows[i].value);
        snprintf(text, sizeof text, "%*.*f u", form.width, form.digits, rows[i].value);
        assert_string_equal(text, rows[i].text);
    }
}

static void per_op_is_truncated(void **state)
{
    (void)state;
    hm_sample s = { .n = 3, .time_ns = 100, .used = { .allocs = 8, .bytes = 29 } };
    assert_int_equal(hm_report_allocs_per_op(&s), 2);
    assert_int_equal(hm_report_bytes_per_op(&s), 9);
    assert_true(fabs(hm_report_ns_per_op(&s) - 100.0 / 3) < 1e-12);
}

static void an_overriding_count_is_truncated_too(void **state)
{
    (void)state;
    const hm_metric metrics[] = { { "B/op", -7.9 }, { "allocs/op", 7.9 }, { "ns/op", 0 } };
    hm_sample s = { .n = 3, .time_ns = 100, .metrics = metrics, .metric_count = 3 };
    assert_int_equal(hm_report_allocs_per_op(&s), 7);
    assert_int_equal(hm_report_bytes_per_op(&s), -7);
    assert_true(hm_report_ns_per_op(&s) == 0);
}

static void an_override_that_is_no_number_is_not_undefined(void **state)
{
    (void)state;
    const hm_metric metrics[] = { { "B/op", (double)INFINITY }, { "allocs/op", (double)NAN } };
    hm_sample s = { .n = 3, .metrics = metrics, .metric_count = 2 };
    assert_int_equal(hm_report_allocs_per_op(&s), INT64_MIN);
    assert_int_equal(hm_report_bytes_per_op(&s), INT64_MIN);
}

static void a_megabyte_is_a_million_bytes(void **state)
{
    (void)state;
    hm_sample s = { .n = 1000, .time_ns = 1000000, .set_bytes = 1000 };
    assert_true(fabs(hm_report_mb_per_s(&s) - 1000) < 1e-9);
    s.set_bytes = 0;
    assert_true(hm_report_mb_per_s(&s) == 0);
    s.set_bytes = 1000;
    s.time_ns = 0;
    assert_true(hm_report_mb_per_s(&s) == 0);
}

static void sizes_are_metrics_unless_the_user_says_otherwise(void **state)
{
    (void)state;
    const hm_metric metrics[] = { { "go-B/op", 3 } };
    hm_sample s = { .n = 9, .sizes = { true, 10, 249, 161 } };
    hm_metric out[HM_REPORT_SIZE_UNITS];
    assert_int_equal(hm_report_size_metrics(&s, out), 2);
    assert_string_equal(out[0].unit, "go-B/op");
    assert_true(out[0].value == 16 && out[1].value == 24);
    s.metrics = metrics;
    s.metric_count = 1;
    assert_int_equal(hm_report_size_metrics(&s, out), 1);
    assert_string_equal(out[0].unit, "usable-B/op");
    s.sizes.measured = false;
    assert_int_equal(hm_report_size_metrics(&s, out), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_and_digits_are_gos),
        cmocka_unit_test(per_op_is_truncated),
        cmocka_unit_test(an_overriding_count_is_truncated_too),
        cmocka_unit_test(an_override_that_is_no_number_is_not_undefined),
        cmocka_unit_test(a_megabyte_is_a_million_bytes),
        cmocka_unit_test(sizes_are_metrics_unless_the_user_says_otherwise),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
