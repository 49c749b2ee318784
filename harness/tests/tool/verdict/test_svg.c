/* test_svg.c -- fixed reports in, fixed bytes out: one call drawn as SVG. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "support/spawn.h"
#include "support/trace_sample.h"

static void every_kind_of_end_is_what_the_golden_file_says(void **state)
{
    struct verdict_report report = sample_trace();
    (void)state;
    assert_trace_golden(verdict_svg, &report, "sample.svg");
}

static void a_run_without_sites_and_events_is_said_to_be_one(void **state)
{
    struct verdict_report report = empty_trace();
    (void)state;
    assert_trace_golden(verdict_svg, &report, "empty.svg");
}

static void odd_and_very_long_names_are_what_the_golden_file_says(void **state)
{
    struct verdict_report report = odd_trace();
    (void)state;
    assert_trace_golden(verdict_svg, &report, "odd.svg");
}

static void an_output_that_takes_nothing_is_an_error(void **state)
{
    (void)state;
    assert_trace_error(verdict_svg);
}

/* xmllint must accept the SVG; skipped if there is no xmllint. */
static void every_drawing_is_well_formed(void **state)
{
    (void)state;
    if (system("xmllint --version >/dev/null 2>&1") != 0)
        skip();
    for (int i = 0; i < 4; i++) {
        struct verdict_report report = i == 0   ? sample_trace()
                                       : i == 1 ? empty_trace()
                                       : i == 2 ? odd_trace()
                                                : long_trace(100);
        char *text = trace_written(verdict_svg, &report);
        struct spawned s = spawn((const char *const[]){ "xmllint", "--noout", "-", NULL }, text);
        if (exit_status(&s) != 0)
            fail_msg("%d: %s", i, s.err);
        spawned_done(&s);
        free(text);
    }
}

static void what_a_picture_cannot_hold_is_counted(void **state)
{
    struct verdict_report report = long_trace(100);
    (void)state;
    char *text = trace_written(verdict_svg, &report);
    assert_non_null(strstr(text, "the call takes more steps than are drawn"));
    assert_null(strstr(text, "and 0 more"));
    free(text);
}

static void it_can_be_read_without_seeing_it(void **state)
{
    struct verdict_report report = sample_trace();
    (void)state;
    report.op = "op";
    char *text = trace_written(verdict_svg, &report);
    assert_non_null(strstr(text, "role=\"img\""));
    assert_non_null(strstr(text, "<title id=\"title\">One call of op"));
    assert_non_null(strstr(text, "outlives make: lives in op"));
    assert_non_null(strstr(text, "freed by another thread"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_end_is_what_the_golden_file_says),
        cmocka_unit_test(a_run_without_sites_and_events_is_said_to_be_one),
        cmocka_unit_test(odd_and_very_long_names_are_what_the_golden_file_says),
        cmocka_unit_test(an_output_that_takes_nothing_is_an_error),
        cmocka_unit_test(every_drawing_is_well_formed),
        cmocka_unit_test(what_a_picture_cannot_hold_is_counted),
        cmocka_unit_test(it_can_be_read_without_seeing_it),
    };
    return cmocka_run_group_tests_name("trace_svg", tests, NULL, NULL);
}
