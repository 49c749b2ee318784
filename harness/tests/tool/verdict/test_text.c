/* test_text.c -- fixed reports in, fixed bytes out: a line for each verdict. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "support/spawn.h"
#include "support/trace_sample.h"

static void every_kind_of_end_is_what_the_golden_file_says(void **state)
{
    struct verdict_report report = sample_trace();
    (void)state;
    assert_trace_golden(verdict_text, &report, "sample.txt");
}

static void a_run_without_sites_and_events_is_said_to_be_one(void **state)
{
    struct verdict_report report = empty_trace();
    (void)state;
    assert_trace_golden(verdict_text, &report, "empty.txt");
}

static void odd_and_very_long_names_are_what_the_golden_file_says(void **state)
{
    struct verdict_report report = odd_trace();
    (void)state;
    assert_trace_golden(verdict_text, &report, "odd.txt");
}

static void an_output_that_takes_nothing_is_an_error(void **state)
{
    (void)state;
    assert_trace_error(verdict_text);
}

static void a_line_is_named_once_among_those_that_free(void **state)
{
    struct verdict_report report = sample_trace();
    char text[1024];
    (void)state;
    verdict_end_text(&report.sites[0], &report.sites[0].ends[0], text, sizeof text);
    assert_string_equal(text, "outlives make: lives in op, 1 frame up; freed at boxed.c:9, "
                              "boxed.c:11, boxed.c:12 and 1 more; 100 of 100 blocks");
}

static void only_what_the_program_asked_for_itself_could_be_a_variable(void **state)
{
    struct verdict_report report = sample_trace();
    struct verdict_site site = report.sites[1];
    char text[1024];
    (void)state;
    verdict_end_text(&site, &site.ends[0], text, sizeof text);
    assert_string_equal(text, "not seen to escape op (100 of 100); an automatic variable would do");
    site.inner = "malloc";
    verdict_end_text(&site, &site.ends[0], text, sizeof text);
    assert_string_equal(text, "not seen to escape op (100 of 100)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_end_is_what_the_golden_file_says),
        cmocka_unit_test(a_run_without_sites_and_events_is_said_to_be_one),
        cmocka_unit_test(odd_and_very_long_names_are_what_the_golden_file_says),
        cmocka_unit_test(an_output_that_takes_nothing_is_an_error),
        cmocka_unit_test(a_line_is_named_once_among_those_that_free),
        cmocka_unit_test(only_what_the_program_asked_for_itself_could_be_a_variable),
    };
    return cmocka_run_group_tests_name("trace_text", tests, NULL, NULL);
}
