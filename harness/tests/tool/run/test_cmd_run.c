/* test_cmd_run.c -- `heapmark run` counts a program in whatever way it ends, and the program does
 * not notice.
 *
 * Method: run the built tool on tests/programs with known histories and read its JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL        HM_BUILD_DIR "/bin/heapmark"
#define PROGRAM(p)  HM_BUILD_DIR "/programs/" p
#define ENDING      PROGRAM("ending")
#define REPORT_FILE "cmd_run.json"

/* Runs the tool with --json --out and these arguments. Returns the parsed report; the caller frees
 * it. */
static json_t *run_json(struct spawned *s, const char *const *args, size_t count)
{
    const char *argv[16] = { TOOL, "run", "--json", "--out", REPORT_FILE };
    memcpy(argv + 5, args, count * sizeof *args);
    unlink(REPORT_FILE);
    *s = spawn(argv, NULL);
    json_error_t error;
    json_t *report = json_load_file(REPORT_FILE, 0, &error);
    if (report == NULL)
        print_error("%s:%d: %s\nstderr: %s\n", REPORT_FILE, error.line, error.text, s->err);
    unlink(REPORT_FILE);
    return report;
}

#define RUN_JSON(s, ...)                                                                           \
    run_json((s), (const char *const[]){ __VA_ARGS__ },                                            \
             sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *))

static json_t *process_at(json_t *report, size_t i)
{
    return json_array_get(json_object_get(report, "processes"), i);
}

static json_int_t number(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    if (!json_is_integer(value))
        fail_msg("no number '%s' in the report", key);
    return json_integer_value(value);
}

/* The process counts the blocks of `ending` and `more`. libc may add a few before main. */
static void assert_history(json_t *process, json_int_t more)
{
    json_int_t allocs = number(process, "allocs"), frees = number(process, "frees");
    assert_in_range(allocs, 1000 + more, 1000 + more + 8);
    assert_in_range(frees, 600, 600 + 8);
    assert_in_range(number(process, "bytes"), (1000 + more) * 48, (1000 + more) * 48 + 80000);
    assert_int_equal(number(process, "live_blocks"), allocs - frees);
}

static void a_program_that_ends(const char *how, const char *what, int status)
{
    struct spawned s;
    json_t *report = RUN_JSON(&s, "--", ENDING, how, what);
    assert_non_null(report);
    assert_int_equal(s.status, status);
    assert_string_equal(s.out, "");
    assert_string_equal(s.err, "");
    assert_history(process_at(report, 0), 0);
    assert_int_equal(json_array_size(json_object_get(report, "processes")), 1);
    json_decref(report);
    spawned_done(&s);
}

static void an_exit_status_passes_through(void **state)
{
    (void)state;
    a_program_that_ends("exit", "0", 0);
    a_program_that_ends("exit", "42", 42 << 8);
}

static void _exit_leaves_the_counts_complete(void **state)
{
    (void)state;
    a_program_that_ends("_exit", "7", 7 << 8);
}

static void a_deadly_signal_passes_through_and_the_counts_survive_it(void **state)
{
    (void)state;
    a_program_that_ends("signal", "9", SIGKILL);
    a_program_that_ends("signal", "15", SIGTERM);
    struct spawned s;
    json_t *report = RUN_JSON(&s, "--", ENDING, "signal", "6");
    assert_true(WIFSIGNALED(s.status) && WTERMSIG(s.status) == SIGABRT);
    assert_int_equal(number(report, "signal"), SIGABRT);
    assert_null(json_object_get(report, "exit_status"));
    json_decref(report);
    spawned_done(&s);
}

static void closing_all_descriptors_loses_nothing(void **state)
{
    (void)state;
    struct spawned s;
    json_t *report = RUN_JSON(&s, "--", ENDING, "close");
    assert_int_equal(exit_status(&s), 0);
    assert_history(process_at(report, 0), 100);
    json_decref(report);
    spawned_done(&s);
}

static void a_forked_child_does_not_count_as_its_parent(void **state)
{
    (void)state;
    static const char *const how[] = { "fork", "forked" };
    for (size_t i = 0; i < 2; i++) {
        struct spawned s;
        json_t *report = RUN_JSON(&s, "--", ENDING, how[i]);
        assert_int_equal(exit_status(&s), 0);
        assert_int_equal(json_array_size(json_object_get(report, "processes")), 1);
        assert_history(process_at(report, 0), 0);
        json_decref(report);
        spawned_done(&s);
    }
}

static void children_are_followed_on_purpose(void **state)
{
    (void)state;
    struct spawned s;
    json_t *report = RUN_JSON(&s, "--children", "--", ENDING, "forked");
    assert_int_equal(json_array_size(json_object_get(report, "processes")), 2);
    assert_history(process_at(report, 0), 0);
    json_t *child = process_at(report, 1);
    assert_true(json_is_true(json_object_get(child, "forked")));
    assert_int_equal(number(child, "allocs"), 7);
    assert_int_equal(number(child, "bytes"), 7 * 48);
    assert_int_equal(number(child, "ppid"), number(process_at(report, 0), "pid"));
    json_decref(report);
    spawned_done(&s);
}

static void a_followed_child_that_executes_has_a_report_of_its_own(void **state)
{
    (void)state;
    struct spawned s;
    json_t *report = RUN_JSON(&s, "--children", "--", ENDING, "child", ENDING);
    assert_int_equal(exit_status(&s), 0);
    json_t *processes = json_object_get(report, "processes");
    assert_int_equal(json_array_size(processes), 3); /* it, its fork, and what the fork became */
    json_t *last = process_at(report, 2);
    assert_true(json_is_false(json_object_get(last, "forked")));
    assert_history(last, 0);
    json_decref(report);
    spawned_done(&s);
}

static void nothing_is_inherited_by_accident(void **state)
{
    (void)state;
    struct spawned bare = SPAWN(ENDING, "child", PROGRAM("environment"));
    struct spawned counted =
        SPAWN(TOOL, "run", "--out", "/dev/null", "--", ENDING, "child", PROGRAM("environment"));
    assert_string_equal(counted.out, bare.out);
    spawned_done(&bare);
    spawned_done(&counted);
}

static void the_program_sees_neither_variables_nor_descriptors_nor_signals_of_ours(void **state)
{
    (void)state;
    struct spawned bare = SPAWN(PROGRAM("environment"));
    struct spawned counted = SPAWN(TOOL, "run", "--out", "/dev/null", "--", PROGRAM("environment"));
    assert_string_equal(counted.out, bare.out);
    assert_non_null(strstr(bare.out, "SIGPIPE"));
    spawned_done(&bare);
    spawned_done(&counted);
}

static void the_user_s_own_ld_preload_stays(void **state)
{
    (void)state;
    struct spawned s = SPAWN("env", "LD_PRELOAD=libm.so.6", TOOL, "run", "--out", "/dev/null", "--",
                             PROGRAM("environment"));
    assert_non_null(strstr(s.out, "variable LD_PRELOAD=libm.so.6\n"));
    assert_null(strstr(s.out, "HEAPMARK_LEDGER"));
    spawned_done(&s);
}

static void a_program_that_sets_ld_preload_is_counted(void **state)
{
    (void)state;
    a_program_that_ends("preload", "", 0);
}

static void standard_streams_pass_through(void **state)
{
    (void)state;
    const char *const argv[] = { TOOL, "run", "--out", "/dev/null", "--", "cat", NULL };
    struct spawned s = spawn(argv, "one\ntwo\n");
    assert_string_equal(s.out, "one\ntwo\n");
    assert_string_equal(s.err, "");
    spawned_done(&s);
}

static void the_text_report_goes_to_stderr_after_the_program_s_own(void **state)
{
    (void)state;
    struct spawned s = SPAWN(TOOL, "run", "--", "sh", "-c", "echo mine >&2; echo out; exit 3");
    assert_int_equal(exit_status(&s), 3);
    assert_string_equal(s.out, "out\n");
    assert_ptr_equal(strstr(s.err, "mine\nheapmark: "), s.err);
    assert_non_null(strstr(s.err, ": exit status 3\n"));
    assert_non_null(strstr(s.err, "  allocs "));
    assert_non_null(strstr(s.err, "  size up to "));
    spawned_done(&s);
}

static void threads_are_summed(void **state)
{
    (void)state;
    struct spawned s;
    json_t *report = RUN_JSON(&s, "--", ENDING, "threads");
    json_t *p = process_at(report, 0);
    assert_in_range(number(p, "allocs"), 5000, 5000 + 24);
    assert_in_range(number(p, "frees"), 4600, 4600 + 24);
    assert_in_range(number(p, "threads"), 2, 5);
    json_decref(report);
    spawned_done(&s);
}

static void the_peak_is_no_lower_than_what_is_alive_at_the_end(void **state)
{
    (void)state;
    struct spawned s;
    json_t *report = RUN_JSON(&s, "--", PROGRAM("keeping"));
    json_t *p = process_at(report, 0);
    json_int_t live = number(p, "live_blocks"), usable = number(p, "live_usable");
    assert_in_range(live, 1001, 1001 + 8);
    assert_int_equal(number(p, "peak_blocks"), live);
    assert_int_equal(number(p, "peak_usable"), usable);
    assert_true(number(p, "peak_blocks_error") > 0); /* it may have been higher in between */
    json_decref(report);
    spawned_done(&s);
}

static void ten_million_blocks_are_counted_to_the_last(void **state)
{
    (void)state;
    struct spawned s;
    json_t *report = RUN_JSON(&s, "--", ENDING, "many", "10000000");
    json_t *p = process_at(report, 0);
    assert_history(p, 10000000);
    assert_true(number(p, "peak_blocks") >= number(p, "live_blocks"));
    assert_true(number(p, "peak_usable") >= number(p, "live_usable"));
    assert_true(number(p, "live_usable") >= 10000400 * 48);
    json_decref(report);
    spawned_done(&s);
}

static void size_classes_add_up_to_the_totals(void **state)
{
    (void)state;
    struct spawned s;
    json_t *report = RUN_JSON(&s, "--", "ls", "-l", "/");
    json_t *p = process_at(report, 0), *classes = json_object_get(p, "size_classes"), *class;
    json_int_t allocs = 0, bytes = 0;
    size_t i;
    json_array_foreach(classes, i, class)
    {
        allocs += number(class, "allocs");
        bytes += number(class, "bytes");
    }
    assert_int_equal(allocs, number(p, "allocs"));
    assert_int_equal(bytes, number(p, "bytes"));
    json_decref(report);
    spawned_done(&s);
}

/* How much more of it `ending family` has than `ending exit`. */
static json_int_t more_of(json_t *family, json_t *plain, const char *key)
{
    return number(process_at(family, 0), key) - number(process_at(plain, 0), key);
}

static void calloc_and_realloc_are_counted_by_what_they_did(void **state)
{
    (void)state;
    static const char *const options[] = { "--", "--sites" };
    for (size_t i = 0; i < 2; i++) {
        struct spawned s, t;
        json_t *plain = RUN_JSON(&s, options[i], ENDING, "exit", "0");
        json_t *family = RUN_JSON(&t, options[i], ENDING, "family");
        assert_int_equal(t.status, 0);
        assert_int_equal(more_of(family, plain, "allocs"), 6);
        assert_int_equal(more_of(family, plain, "frees"), 6);
        assert_int_equal(more_of(family, plain, "grows"), 1);
        assert_int_equal(more_of(family, plain, "shrinks"), 2);
        assert_int_equal(more_of(family, plain, "bytes"), 2 * 480 + 4800 + 48 + 8 + 100);
        assert_int_equal(more_of(family, plain, "live_blocks"), 0);
        assert_int_equal(more_of(family, plain, "live_usable"), 0);
        json_decref(plain);
        json_decref(family);
        spawned_done(&s);
        spawned_done(&t);
    }
}

static void scripts_are_followed_to_their_interpreter(void **state)
{
    (void)state;
    write_script("script.sh", "#! /bin/sh -e\necho $1\n", 0755);
    struct spawned s;
    json_t *report = RUN_JSON(&s, "--", "./script.sh", "hello");
    assert_string_equal(s.out, "hello\n");
    assert_true(number(process_at(report, 0), "allocs") > 0);
    json_decref(report);
    spawned_done(&s);

    write_script("script.sh", "#!/usr/bin/env sh\necho $0 $1\n", 0755);
    report = RUN_JSON(&s, "--", "./script.sh", "hello");
    assert_string_equal(s.out, "./script.sh hello\n");
    const char *exe = json_string_value(json_object_get(process_at(report, 0), "exe"));
    assert_null(strstr(exe, "/env"));
    json_decref(report);
    spawned_done(&s);

    unlink("script.sh");
}

static void a_refusal_leaves_no_report_file(void **state)
{
    (void)state;
    unlink("none.json");
    struct spawned s = SPAWN(TOOL, "run", "--out", "none.json", "--", "/no/such/program");
    assert_int_equal(exit_status(&s), 2);
    assert_int_not_equal(access("none.json", F_OK), 0);
    spawned_done(&s);
}

static void usage_errors_exit_with_two(void **state)
{
    (void)state;
    struct spawned none = SPAWN(TOOL, "run");
    assert_int_equal(exit_status(&none), 2);
    struct spawned option = SPAWN(TOOL, "run", "--nonsense", "true");
    assert_int_equal(exit_status(&option), 2);
    struct spawned sites = SPAWN(TOOL, "run", "--sites=0", "true");
    assert_int_equal(exit_status(&sites), 2);
    struct spawned format = SPAWN(TOOL, "run", "--format=dhat", "true");
    assert_int_equal(exit_status(&format), 2);
    assert_string_equal(format.err, "heapmark run: --format=dhat: --out FILE must name the file\n");
    struct spawned help = SPAWN(TOOL, "run", "--help");
    assert_int_equal(exit_status(&help), 0);
    assert_non_null(strstr(help.out, "--children"));
    spawned_done(&none);
    spawned_done(&option);
    spawned_done(&sites);
    spawned_done(&format);
    spawned_done(&help);
}

static void a_signal_to_the_launcher_reaches_the_program(void **state)
{
    (void)state;
    unlink("ready");
    struct spawned s =
        SPAWN("sh", "-c",
              "'" TOOL "' run --out /dev/null -- sh -c 'trap \"echo caught; exit 5\" TERM; "
              "touch ready; while :; do sleep 0.01; done' & pid=$!; "
              "while [ ! -e ready ]; do sleep 0.01; done; "
              "kill -TERM $pid; wait $pid; echo status $?");
    unlink("ready");
    assert_non_null(strstr(s.out, "caught\n"));
    assert_non_null(strstr(s.out, "status 5\n"));
    spawned_done(&s);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exit_status_passes_through),
        cmocka_unit_test(_exit_leaves_the_counts_complete),
        cmocka_unit_test(a_deadly_signal_passes_through_and_the_counts_survive_it),
        cmocka_unit_test(closing_all_descriptors_loses_nothing),
        cmocka_unit_test(a_forked_child_does_not_count_as_its_parent),
        cmocka_unit_test(children_are_followed_on_purpose),
        cmocka_unit_test(a_followed_child_that_executes_has_a_report_of_its_own),
        cmocka_unit_test(nothing_is_inherited_by_accident),
        cmocka_unit_test(the_program_sees_neither_variables_nor_descriptors_nor_signals_of_ours),
        cmocka_unit_test(the_user_s_own_ld_preload_stays),
        cmocka_unit_test(a_program_that_sets_ld_preload_is_counted),
        cmocka_unit_test(standard_streams_pass_through),
        cmocka_unit_test(the_text_report_goes_to_stderr_after_the_program_s_own),
        cmocka_unit_test(threads_are_summed),
        cmocka_unit_test(the_peak_is_no_lower_than_what_is_alive_at_the_end),
        cmocka_unit_test(ten_million_blocks_are_counted_to_the_last),
        cmocka_unit_test(size_classes_add_up_to_the_totals),
        cmocka_unit_test(calloc_and_realloc_are_counted_by_what_they_did),
        cmocka_unit_test(scripts_are_followed_to_their_interpreter),
        cmocka_unit_test(a_refusal_leaves_no_report_file),
        cmocka_unit_test(usage_errors_exit_with_two),
        cmocka_unit_test(a_signal_to_the_launcher_reaches_the_program),
    };
    return cmocka_run_group_tests_name("heapmark run", tests, NULL, NULL);
}
