/* test_sites.c -- `heapmark run --sites` names the call stacks that allocate, with or without
 * frame pointers in the program.
 *
 * Method: tests/programs/sites.c has sites of known counts; read the tool's JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL HM_BUILD_DIR "/bin/heapmark"

static json_t *fp_report, *nofp_report;

static json_t *report_of(const char *program)
{
    const char *file = "run_sites.json";
    struct spawned s = SPAWN(TOOL, "run", "--sites=50", "--json", "--out", file, "--", program);
    json_t *report = json_load_file(file, 0, NULL);
    if (report == NULL)
        print_error("%s: no report: %s\n", program, s.err);
    spawned_done(&s);
    unlink(file);
    return report;
}

static int load(void **state)
{
    (void)state;
    fp_report = report_of(HM_BUILD_DIR "/programs/sites");
    nofp_report = report_of(HM_BUILD_DIR "/programs/sites_nofp");
    return fp_report != NULL && nofp_report != NULL ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    json_decref(fp_report);
    json_decref(nofp_report);
    return 0;
}

static json_t *process_of(json_t *report)
{
    return json_array_get(json_object_get(report, "processes"), 0);
}

static json_t *sites_of(json_t *report)
{
    return json_object_get(process_of(report), "sites");
}

static json_int_t number(json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

static const char *function_at(json_t *site, size_t i)
{
    json_t *frame = json_array_get(json_object_get(site, "frames"), i);
    const char *name = json_string_value(json_object_get(frame, "function"));
    return name != NULL ? name : "";
}

/* The sum over the sites whose first frame is `function`. */
static void sum(json_t *report, const char *function, json_int_t *allocs, json_int_t *bytes)
{
    size_t i;
    json_t *site;
    *allocs = *bytes = 0;
    json_array_foreach(json_object_get(sites_of(report), "most_allocs"), i, site)
    {
        if (strcmp(function_at(site, 0), function) != 0)
            continue;
        *allocs += number(site, "allocs");
        *bytes += number(site, "bytes");
    }
}

static void assert_counts(const char *function, json_int_t allocs, json_int_t bytes)
{
    json_t *reports[] = { fp_report, nofp_report };
    for (int i = 0; i < 2; i++) {
        json_int_t got_allocs, got_bytes;
        sum(reports[i], function, &got_allocs, &got_bytes);
        if (got_allocs != allocs || got_bytes != bytes)
            fail_msg("%s %s frame pointers: %lld blocks, %lld bytes", function,
                     i == 0 ? "with" : "without", (long long)got_allocs, (long long)got_bytes);
    }
}

static void every_site_has_its_count(void **state)
{
    (void)state;
    assert_counts("once", 1, 5000);
    assert_counts("often", 300, 4800);
    assert_counts("inlined", 40, 4000);
    assert_counts("from_thread", 70, 2240);
    assert_counts("grown", 10, 64 * 55);
}

static json_t *site_starting(json_t *report, const char *function)
{
    size_t i;
    json_t *site;
    json_array_foreach(json_object_get(sites_of(report), "most_allocs"), i,
                       site) if (strcmp(function_at(site, 0), function) == 0) return site;
    fail_msg("no site in %s", function);
    return NULL;
}

static void a_stack_is_whole_with_or_without_frame_pointers(void **state)
{
    (void)state;
    json_t *reports[] = { fp_report, nofp_report };
    for (int i = 0; i < 2; i++) {
        json_t *site = site_starting(reports[i], "often");
        assert_string_equal(function_at(site, 1), "deeper");
        assert_string_equal(function_at(site, 2), "main");
        site = site_starting(reports[i], "from_thread");
        assert_string_equal(function_at(site, 1), "thread");
    }
}

static void calls_from_two_lines_are_two_sites(void **state)
{
    (void)state;
    size_t i, found = 0;
    json_t *site;
    json_array_foreach(json_object_get(sites_of(fp_report), "most_allocs"), i, site) found +=
        strcmp(function_at(site, 0), "often") == 0;
    assert_int_equal(found, 2);
}

static void inlined_functions_are_frames_with_file_and_line(void **state)
{
    (void)state;
    json_t *site = site_starting(fp_report, "inlined");
    json_t *frames = json_object_get(site, "frames");
    assert_true(json_is_true(json_object_get(json_array_get(frames, 0), "inlined")));
    assert_string_equal(function_at(site, 1), "main");
    for (size_t i = 0; i < 2; i++) {
        json_t *frame = json_array_get(frames, i);
        assert_non_null(strstr(json_string_value(json_object_get(frame, "file")), "sites.c"));
        assert_true(number(frame, "line") > 0);
    }
}

static void it_says_how_the_stack_was_found(void **state)
{
    (void)state;
    json_t *with = sites_of(fp_report), *without = sites_of(nofp_report);
    assert_true(number(with, "stacks_by_frame_pointers") > 400);
    assert_string_equal(json_string_value(json_object_get(site_starting(fp_report, "often"), "by")),
                        "frame-pointers");
    assert_true(number(without, "stacks_by_unwind_tables") > 300);
    assert_string_equal(
        json_string_value(json_object_get(site_starting(nofp_report, "often"), "by")),
        "unwind-tables");
}

static void sites_add_up_to_the_total(void **state)
{
    (void)state;
    json_t *reports[] = { fp_report, nofp_report };
    for (int i = 0; i < 2; i++) {
        json_t *s = sites_of(reports[i]);
        json_int_t sum_of_ways = number(s, "stacks_by_frame_pointers") +
                                 number(s, "stacks_by_unwind_tables") +
                                 number(s, "allocs_without_stack");
        assert_int_equal(sum_of_ways, number(process_of(reports[i]), "allocs"));
    }
}

static void the_rankings_are_ranked(void **state)
{
    (void)state;
    static const char *const keys[][2] = { { "most_allocs", "allocs" }, { "most_bytes", "bytes" } };
    for (int k = 0; k < 2; k++) {
        json_t *list = json_object_get(sites_of(fp_report), keys[k][0]);
        assert_true(json_array_size(list) >= 6);
        for (size_t i = 1; i < json_array_size(list); i++)
            assert_true(number(json_array_get(list, i - 1), keys[k][1]) >=
                        number(json_array_get(list, i), keys[k][1]));
    }
    assert_string_equal(
        function_at(json_array_get(json_object_get(sites_of(fp_report), "most_bytes"), 0), 0),
        "once");
}

static json_int_t called_from(json_t *report, const char *caller)
{
    json_int_t allocs = 0;
    size_t i;
    json_t *site;
    json_array_foreach(json_object_get(sites_of(report), "most_allocs"), i,
                       site) if (strcmp(function_at(site, 0), "wrapped") == 0 &&
                                 strcmp(function_at(site, 1), caller) == 0) allocs +=
        number(site, "allocs");
    return allocs;
}

static void one_block_is_not_called_blocks(void **state)
{
    (void)state;
    struct spawned s = SPAWN(TOOL, "run", "--sites", "--", HM_BUILD_DIR "/programs/sites");
    assert_non_null(strstr(s.err, "    1 block, 5000 bytes ("));
    assert_non_null(strstr(s.err, "    40 blocks, 4000 bytes ("));
    spawned_done(&s);
}

static void one_function_is_counted_apart_for_each_of_its_callers(void **state)
{
    (void)state;
    json_t *reports[] = { fp_report, nofp_report };
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(called_from(reports[i], "left"), 60);
        assert_int_equal(called_from(reports[i], "right"), 60);
        assert_int_equal(called_from(reports[i], "varying"), 60);
    }
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_block_is_not_called_blocks),
        cmocka_unit_test(one_function_is_counted_apart_for_each_of_its_callers),
        cmocka_unit_test(every_site_has_its_count),
        cmocka_unit_test(a_stack_is_whole_with_or_without_frame_pointers),
        cmocka_unit_test(calls_from_two_lines_are_two_sites),
        cmocka_unit_test(inlined_functions_are_frames_with_file_and_line),
        cmocka_unit_test(it_says_how_the_stack_was_found),
        cmocka_unit_test(sites_add_up_to_the_total),
        cmocka_unit_test(the_rankings_are_ranked),
    };
    return cmocka_run_group_tests_name("heapmark run --sites", tests, load, unload);
}
