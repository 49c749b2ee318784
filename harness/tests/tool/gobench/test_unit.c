/* test_unit.c -- units become base units, and numbers keep four digits. */
#include <math.h>

#include "support/cmocka_all.h"

#include "gobench/unit.h"

static void tidied(const char *unit, const char *want, double factor)
{
    char out[64];
    double got = gobench_unit_tidy(unit, out, sizeof out);
    assert_string_equal(out, want);
    assert_true(fabs(got / factor - 1) < 1e-12);
}

static void nanoseconds_become_seconds_and_megabytes_bytes_above_the_line_only(void **state)
{
    (void)state;
    tidied("ns/op", "sec/op", 1e-9);
    tidied("MB/s", "B/s", 1e6);
    tidied("L1-ns/op", "L1-sec/op", 1e-9);
    tidied("ns-MB/op", "sec-B/op", 1e-3);
    tidied("ns*ns", "sec*sec", 1e-18);
    tidied("op/ns", "op/ns", 1);
    tidied("op/x*ns", "op/x*sec", 1e-9);
    tidied("inns/op", "inns/op", 1);
    tidied("allocs/op", "allocs/op", 1);
    tidied("usable-B/op", "usable-B/op", 1);
}

static void shown(const char *unit, double value, const char *want)
{
    char out[64];
    gobench_scale_print(out, sizeof out, gobench_unit_scale(unit, &value, 1), value);
    assert_string_equal(out, want);
}

static void numbers_show_four_digits_and_a_prefix(void **state)
{
    (void)state;
    shown("sec/op", 1.718e-6, "1.718µ");
    shown("sec/op", 32.46e-9, "32.46n");
    shown("sec/op", 0.1234e-9, "0.1234n");
    shown("sec/op", 99.994e-9, "99.99n");
    shown("sec/op", 99.996e-9, "100.0n");
    shown("sec/op", 0, "0.000");
    shown("B/op", 1023, "1023.0");
    shown("B/op", 1024, "1.000Ki");
    shown("B/s", 38240.92e6, "35.61Gi");
    shown("widgets/op", 12345, "12.35k");
}

static void one_scale_serves_a_row_by_its_smallest_value(void **state)
{
    (void)state;
    const double row[] = { 0, 2.5e-6, 12e-3 };
    struct gobench_scale scale = gobench_unit_scale("sec/op", row, 3);
    char out[64];
    gobench_scale_print(out, sizeof out, scale, row[2]);
    assert_string_equal(out, "12000.000µ");
    const double infinite[] = { 0, INFINITY };
    gobench_scale_print(out, sizeof out, gobench_unit_scale("x", infinite, 2), 0);
    assert_string_equal(out, "0.000");
}

static void a_unit_too_long_for_the_room_is_cut_and_ended(void **state)
{
    (void)state;
    char out[8];
    gobench_unit_tidy("ns/operation", out, sizeof out);
    assert_string_equal(out, "sec/ope");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nanoseconds_become_seconds_and_megabytes_bytes_above_the_line_only),
        cmocka_unit_test(numbers_show_four_digits_and_a_prefix),
        cmocka_unit_test(one_scale_serves_a_row_by_its_smallest_value),
        cmocka_unit_test(a_unit_too_long_for_the_room_is_cut_and_ended),
    };
    return cmocka_run_group_tests_name("benchunit", tests, NULL, NULL);
}
