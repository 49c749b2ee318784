/* test_picture.c -- fixed reports in, fixed bytes out: one call drawn as text. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "support/spawn.h"
#include "support/trace_sample.h"

static void every_kind_of_end_is_what_the_golden_file_says(void **state)
{
    struct verdict_report report = sample_trace();
    (void)state;
    assert_trace_golden(verdict_picture, &report, "sample.picture");
}

static void a_run_without_sites_and_events_is_said_to_be_one(void **state)
{
    struct verdict_report report = empty_trace();
    (void)state;
    assert_trace_golden(verdict_picture, &report, "empty.picture");
}

static void odd_and_very_long_names_are_what_the_golden_file_says(void **state)
{
    struct verdict_report report = odd_trace();
    (void)state;
    assert_trace_golden(verdict_picture, &report, "odd.picture");
}

static void an_output_that_takes_nothing_is_an_error(void **state)
{
    (void)state;
    assert_trace_error(verdict_picture);
}

static size_t widest(const char *text)
{
    size_t columns = 0, most = 0;
    for (const char *c = text; *c != '\0'; c++) {
        columns = *c == '\n' ? 0 : columns + (((unsigned char)*c & 0xc0) != 0x80);
        most = columns > most ? columns : most;
    }
    return most;
}

static void no_line_is_wider_than_80_columns(void **state)
{
    struct verdict_report reports[] = { sample_trace(), odd_trace(), long_trace(100) };
    (void)state;
    for (size_t i = 0; i < sizeof reports / sizeof reports[0]; i++) {
        char *text = trace_written(verdict_picture, &reports[i]);
        assert_in_range(widest(text), 40, 80);
        free(text);
    }
}

static void a_call_of_more_steps_than_are_drawn_is_said_to_be_cut(void **state)
{
    struct verdict_report report = long_trace(100), whole = long_trace(20);
    (void)state;
    report = long_trace(100);
    char *text = trace_written(verdict_picture, &report);
    assert_non_null(strstr(text, "50 steps (cut: it takes more)"));
    free(text);
    whole = long_trace(20);
    text = trace_written(verdict_picture, &whole);
    assert_null(strstr(text, "cut"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_end_is_what_the_golden_file_says),
        cmocka_unit_test(a_run_without_sites_and_events_is_said_to_be_one),
        cmocka_unit_test(odd_and_very_long_names_are_what_the_golden_file_says),
        cmocka_unit_test(an_output_that_takes_nothing_is_an_error),
        cmocka_unit_test(no_line_is_wider_than_80_columns),
        cmocka_unit_test(a_call_of_more_steps_than_are_drawn_is_said_to_be_cut),
    };
    return cmocka_run_group_tests_name("trace_picture", tests, NULL, NULL);
}
