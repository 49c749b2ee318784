/* test_json.c -- fixed reports in, fixed bytes out: the schema of
 * docs/reference/trace-json.md. */
#include "support/cmocka_all.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "support/spawn.h"
#include "support/trace_sample.h"

static void every_kind_of_end_is_what_the_golden_file_says(void **state)
{
    struct verdict_report report = sample_trace();
    (void)state;
    assert_trace_golden(verdict_json, &report, "sample.json");
}

static void a_run_without_sites_and_events_is_said_to_be_one(void **state)
{
    struct verdict_report report = empty_trace();
    (void)state;
    assert_trace_golden(verdict_json, &report, "empty.json");
}

static void odd_and_very_long_names_are_what_the_golden_file_says(void **state)
{
    struct verdict_report report = odd_trace();
    (void)state;
    assert_trace_golden(verdict_json, &report, "odd.json");
}

static void an_output_that_takes_nothing_is_an_error(void **state)
{
    (void)state;
    assert_trace_error(verdict_json);
}

static void every_site_has_every_member_of_the_schema(void **state)
{
    static const char *const members[] = {
        "file",
        "line",
        "column",
        "function",
        "allocator",
        "blocks",
        "bytes",
        "size_min",
        "size_max",
        "depth_min",
        "depth_max",
        "depth_histogram",
        "freed_by_other_thread",
        "not_freed",
        "live_max",
        "home_function",
        "freed_at",
        "advice",
    };
    struct verdict_report report = sample_trace();
    size_t i;
    json_t *site;
    (void)state;
    char *text = trace_written(verdict_json, &report);
    json_t *all = json_loads(text, 0, NULL);
    assert_non_null(all);
    assert_int_equal(json_array_size(json_object_get(all, "sites")), 3);
    json_array_foreach(json_object_get(all, "sites"), i, site)
    {
        for (size_t k = 0; k < sizeof members / sizeof members[0]; k++)
            if (json_object_get(site, members[k]) == NULL)
                fail_msg("site %zu has no \"%s\"", i, members[k]);
    }
    json_decref(all);
    free(text);
}

static void a_run_too_long_for_its_events_has_none_rather_than_some(void **state)
{
    struct verdict_report report = sample_trace();
    (void)state;
    report.events_complete = false;
    char *text = trace_written(verdict_json, &report);
    json_t *all = json_loads(text, 0, NULL);
    assert_true(json_is_null(json_object_get(all, "events")));
    json_decref(all);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_end_is_what_the_golden_file_says),
        cmocka_unit_test(a_run_without_sites_and_events_is_said_to_be_one),
        cmocka_unit_test(odd_and_very_long_names_are_what_the_golden_file_says),
        cmocka_unit_test(an_output_that_takes_nothing_is_an_error),
        cmocka_unit_test(every_site_has_every_member_of_the_schema),
        cmocka_unit_test(a_run_too_long_for_its_events_has_none_rather_than_some),
    };
    return cmocka_run_group_tests_name("trace_json", tests, NULL, NULL);
}
