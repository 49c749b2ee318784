/* test_sites_alive.c -- `heapmark run` ranks sites by what was alive at exit and at the peak,
 * filters them, and compares two runs.
 *
 * Method: tests/programs/alive.c has blocks of known lives; read the tool's JSON. */
#include <setjmp.h>
#include <stdarg.h>
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

#define TOOL  HM_BUILD_DIR "/bin/heapmark"
#define ALIVE HM_BUILD_DIR "/programs/alive"
#define FILE_ "run_sites_alive.json"

/* The sites of `alive STORY` with one option more; the caller owns the root. */
static json_t *sites_of(const char *option, const char *story, json_t **root)
{
    const char *argv[] = { TOOL,  "run", "--top=all", option, "--json", "--out",
                           FILE_, "--",  ALIVE,       story,  NULL };
    struct spawned s = spawn(argv, NULL);
    assert_int_equal(exit_status(&s), 0);
    *root = json_load_file(FILE_, 0, NULL);
    if (*root == NULL)
        fail_msg("no report: %s", s.err);
    spawned_done(&s);
    unlink(FILE_);
    return json_object_get(json_array_get(json_object_get(*root, "processes"), 0), "sites");
}

static json_int_t number(json_t *o, const char *key)
{
    json_t *value = json_object_get(o, key);
    if (!json_is_integer(value))
        fail_msg("no number %s", key);
    return json_integer_value(value);
}

static const char *first_function(json_t *site)
{
    json_t *frame = json_array_get(json_object_get(site, "frames"), 0);
    const char *name = json_string_value(json_object_get(frame, "function"));
    return name != NULL ? name : "";
}

/* Over the sites in a ranking whose first function is that, or all. */
static json_int_t sum(json_t *sites, const char *ranking, const char *function, const char *key)
{
    size_t i;
    json_t *site;
    json_int_t all = 0;
    json_array_foreach(json_object_get(sites, ranking), i, site)
    {
        if (function == NULL || strcmp(first_function(site), function) == 0)
            all += number(site, key);
    }
    return all;
}

static void what_is_alive_at_exit_and_at_the_peak_is_exact(void **state)
{
    (void)state;
    static const struct {
        const char *function;
        json_int_t live_blocks, live_bytes, peak_blocks, peak_bytes;
    } expected[] = {
        { "leaky", 30, 3000, 10, 1000 },
        { "temp", 0, 0, 50, 50000 },
        { "grown", 0, 0, 1, 5000 },
    };
    json_t *root, *sites = sites_of("--sort=bytes", NULL, &root);
    for (size_t i = 0; i < 3; i++) {
        const char *f = expected[i].function;
        assert_int_equal(sum(sites, "most_bytes", f, "live_blocks"), expected[i].live_blocks);
        assert_int_equal(sum(sites, "most_bytes", f, "live_bytes"), expected[i].live_bytes);
        assert_int_equal(sum(sites, "most_bytes", f, "peak_blocks"), expected[i].peak_blocks);
        assert_int_equal(sum(sites, "most_bytes", f, "peak_bytes"), expected[i].peak_bytes);
    }
    assert_int_equal(number(sites, "peak_requested"), 56000);
    assert_int_equal(number(sites, "peak_requested_blocks"), 61);
    assert_int_equal(number(sites, "peak_requested_error"), 0);
    assert_int_equal(number(sites, "live_requested"), 3000);
    assert_int_equal(number(sites, "not_followed"), 0);
    json_decref(root);
}

/* More sites than a thread has counters of its own for. */
static void thousands_of_sites_add_up_to_the_peak(void **state)
{
    (void)state;
    json_t *root, *sites = sites_of("--sort=peak,live", "paths", &root);
    assert_int_equal(json_array_size(json_object_get(sites, "most_live_bytes")), 1024 + 1);
    assert_int_equal(number(sites, "peak_requested"), 1024 * 24 + 100000);
    assert_int_equal(sum(sites, "most_peak_bytes", NULL, "peak_bytes"), 1024 * 24 + 100000);
    assert_int_equal(sum(sites, "most_live_bytes", NULL, "live_bytes"), 1024 * 24 + 100000);
    json_decref(root);
}

static void blocks_that_another_thread_frees_are_not_alive(void **state)
{
    (void)state;
    json_t *root, *sites = sites_of("--sort=blocks", "threads", &root);
    assert_int_equal(sum(sites, "most_allocs", "temp", "allocs"), 4000);
    assert_int_equal(sum(sites, "most_allocs", "temp", "live_blocks"), 0);
    assert_int_equal(sum(sites, "most_allocs", "temp", "live_bytes"), 0);
    json_int_t error = number(sites, "peak_requested_error");
    assert_true(error > 0 && number(sites, "peak_requested") + error >= 4000000);
    assert_true(sum(sites, "most_allocs", "temp", "peak_bytes") + error >= 4000000);
    json_decref(root);
}

static void the_peak_is_not_below_what_is_alive_at_exit(void **state)
{
    (void)state;
    json_t *root, *sites = sites_of("--sort=peak-blocks", "kept", &root);
    json_int_t live = number(sites, "live_requested");
    assert_true(live >= 3000 && number(sites, "peak_requested") == live);
    assert_int_equal(sum(sites, "most_peak_blocks", "leaky", "peak_blocks"), 30);
    assert_int_equal(sum(sites, "most_peak_blocks", "leaky", "peak_bytes"), 3000);
    assert_int_equal(sum(sites, "most_peak_blocks", NULL, "peak_blocks"),
                     number(sites, "peak_requested_blocks"));
    json_decref(root);
}

static void rankings_are_those_asked_for_and_leave_out_what_is_zero(void **state)
{
    (void)state;
    json_t *root, *sites = sites_of("--sort=live,peak-blocks", NULL, &root), *list;
    assert_null(json_object_get(sites, "most_allocs"));
    list = json_object_get(sites, "most_live_bytes");
    assert_int_equal(json_array_size(list), 2);
    assert_int_equal(number(json_array_get(list, 0), "live_bytes"), 2000);
    assert_int_equal(number(json_array_get(list, 1), "live_bytes"), 1000);
    list = json_object_get(sites, "most_peak_blocks");
    assert_int_equal(number(json_array_get(list, 0), "peak_blocks"), 50);
    json_decref(root);
}

static void a_filter_keeps_the_stacks_with_that_function_or_file(void **state)
{
    (void)state;
    json_t *root, *sites = sites_of("--filter=leak", NULL, &root);
    json_t *filter = json_object_get(sites, "filter");
    assert_int_equal(number(filter, "sites"), 2);
    assert_int_equal(number(filter, "allocs"), 30);
    assert_int_equal(json_array_size(json_object_get(sites, "most_allocs")), 2);
    json_decref(root);
    sites = sites_of("--filter=alive.c", NULL, &root);
    assert_int_equal(number(json_object_get(sites, "filter"), "sites"), number(sites, "total"));
    json_decref(root);
}

static void a_report_is_compared_by_the_names_of_the_functions(void **state)
{
    (void)state;
    const char *old = "run_sites_old.json";
    struct spawned s = SPAWN(TOOL, "run", "--top=all", "--json", "--out", old, "--", ALIVE);
    spawned_done(&s);
    s = SPAWN(TOOL, "run", "--against", old, "--", ALIVE);
    assert_non_null(strstr(s.err, "most bytes: 0 of 3 stacks differ\n"));
    spawned_done(&s);
    s = SPAWN(TOOL, "run", "--against", old, "--sort=live", "--", ALIVE, "threads");
    assert_non_null(strstr(s.err, "gone: 30 -> 0 blocks (-30), 3000 -> 0 bytes (-3000)\n"));
    spawned_done(&s);
    s = SPAWN(TOOL, "run", "--against", old, "--", ALIVE, "threads");
    assert_non_null(strstr(s.err, "new: 0 -> 4000 blocks (+4000), 0 -> 4000000 bytes"));
    spawned_done(&s);
    s = SPAWN(TOOL, "run", "--top=1", "--json", "--out", old, "--", ALIVE);
    spawned_done(&s);
    s = SPAWN(TOOL, "run", "--against", old, "--", ALIVE);
    assert_non_null(strstr(s.err, "not listed: 0 -> "));
    spawned_done(&s);
    unlink(old);
}

static void what_is_not_there_and_another_program_are_said(void **state)
{
    (void)state;
    struct spawned old =
        SPAWN(TOOL, "run", "--sites=all", "--json", "--out", FILE_, "--", "cat", "/dev/null");
    assert_int_equal(exit_status(&old), 0);
    struct spawned s = SPAWN(TOOL, "run", "--against=" FILE_, "--filter=no such", "--", ALIVE);
    assert_int_equal(exit_status(&s), 0);
    assert_non_null(strstr(s.err, FILE_ " is of another program, /"));
    assert_non_null(strstr(s.err, "with \"no such\" in the stack: 0 sites"));
    assert_non_null(strstr(s.err, "\n  most bytes: none\n"));
    spawned_done(&old);
    spawned_done(&s);
    s = SPAWN(TOOL, "run", "--sites=all", "--json", "--out", FILE_, "--", ALIVE);
    spawned_done(&s);
    s = SPAWN(TOOL, "run", "--against=" FILE_, "--", ALIVE);
    assert_null(strstr(s.err, "another program"));
    spawned_done(&s);
    unlink(FILE_);
}

static void assert_refused(const char *option, const char *line)
{
    struct spawned s = SPAWN(TOOL, "run", option, "--", ALIVE);
    assert_int_equal(exit_status(&s), 2);
    assert_string_equal(s.err, line);
    spawned_done(&s);
}

static void what_cannot_be_is_one_line_and_status_2(void **state)
{
    (void)state;
    assert_refused("--sort=size", "heapmark run: --sort=size: expected blocks, bytes, live, "
                                  "live-blocks, peak or peak-blocks\n");
    assert_refused("--sort=live,", "heapmark run: --sort=live,: expected blocks, bytes, live, "
                                   "live-blocks, peak or peak-blocks\n");
    assert_refused("--top=0", "heapmark run: --top=0: expected a number of sites from 1, or all\n");
    assert_refused(
        "--against=/dev/null",
        "heapmark run: /dev/null:1: expected JSON: '[' or '{' expected near end of file\n");
    write_script("run_sites_bad.json", "{\"schema\": \"heapmark-run/1\"}", 0600);
    assert_refused("--against=run_sites_bad.json",
                   "heapmark run: run_sites_bad.json: has no sites; make it with --sites --json\n");
    unlink("run_sites_bad.json");
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_alive_at_exit_and_at_the_peak_is_exact),
        cmocka_unit_test(thousands_of_sites_add_up_to_the_peak),
        cmocka_unit_test(blocks_that_another_thread_frees_are_not_alive),
        cmocka_unit_test(the_peak_is_not_below_what_is_alive_at_exit),
        cmocka_unit_test(rankings_are_those_asked_for_and_leave_out_what_is_zero),
        cmocka_unit_test(a_filter_keeps_the_stacks_with_that_function_or_file),
        cmocka_unit_test(a_report_is_compared_by_the_names_of_the_functions),
        cmocka_unit_test(what_is_not_there_and_another_program_are_said),
        cmocka_unit_test(what_cannot_be_is_one_line_and_status_2),
    };
    return cmocka_run_group_tests_name("heapmark run --sort --filter --against", tests, NULL, NULL);
}
