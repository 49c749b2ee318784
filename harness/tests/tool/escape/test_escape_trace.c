/* test_escape_trace.c -- no block that `heapmark escape` proves to stay is ever seen by `heapmark
 * trace` to outlive the function that made it, to be freed by another thread, or to outlive its
 * thread.
 *
 * Method: judge and run the same sources, join the two reports by file, line and column. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define HELPER HM_BUILD_DIR "/bin/heapmark-escape"
#define TRACED HM_SOURCE_DIR "/harness/tests/trace/"
#define CORPUS HM_SOURCE_DIR "/harness/tests/escape/"

struct tally {
    size_t compared, stayed, violations;
};

static json_int_t number(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static bool same_place(const json_t *a, const json_t *b)
{
    const char *file = json_string_value(json_object_get(a, "file"));
    const char *other = json_string_value(json_object_get(b, "file"));
    return file != NULL && other != NULL && strcmp(file, other) == 0 &&
           number(a, "line") == number(b, "line") && number(a, "column") == number(b, "column");
}

/* The verdict of the run for a block that is proven to stay. A block that is never freed is no
 * contradiction: no pointer to it left the function. */
static bool contradicts(const json_t *seen)
{
    size_t i;
    json_t *verdict;
    json_array_foreach(json_object_get(seen, "verdicts"), i, verdict)
    {
        const char *kind = json_string_value(json_object_get(verdict, "kind"));
        if (kind != NULL && strcmp(kind, "outlived") == 0)
            return true;
    }
    return number(seen, "depth_max") > 0 || number(seen, "freed_by_other_thread") > 0 ||
           number(seen, "outlived_thread") > 0;
}

static void compare(const json_t *judged, const json_t *traced, struct tally *tally)
{
    size_t i, k;
    json_t *said, *seen;
    json_array_foreach(json_object_get(judged, "sites"), i, said)
        json_array_foreach(json_object_get(traced, "sites"), k, seen)
    {
        if (!same_place(said, seen))
            continue;
        tally->compared++;
        if (json_is_true(json_object_get(said, "escapes")))
            continue;
        tally->stayed++;
        if (!contradicts(seen))
            continue;
        tally->violations++;
        print_error("%s:%d: %s\n", json_string_value(json_object_get(said, "file")),
                    (int)number(said, "line"), json_string_value(json_object_get(said, "message")));
    }
}

static json_t *parsed(const struct spawned *s, const char *what)
{
    json_error_t error;
    json_t *document = json_loads(s->out, 0, &error);
    if (document == NULL)
        print_error("%s: status %d, line %d: %s\n%s\n", what, exit_status(s), error.line,
                    error.text, s->err);
    return document;
}

/* Judge `judged` alone; run it together with `driver` (NULL: `judged` has its own main). */
static void judge_and_run(const char *judged, const char *const *sources, struct tally *tally)
{
    const char *trace[16] = { TOOL, "trace", "--json=escape_trace.json", "-D_GNU_SOURCE",
                              "-pthread" };
    for (size_t i = 0; sources[i] != NULL; i++)
        trace[5 + i] = sources[i];
    struct spawned said =
        SPAWN(TOOL, "escape", "--json", "--sites", "--no-o2", judged, "--", "-D_GNU_SOURCE");
    struct spawned ran = spawn(trace, NULL);
    json_error_t error;
    json_t *judgement = parsed(&said, judged);
    json_t *seen = json_load_file("escape_trace.json", 0, &error);
    if (judgement == NULL || seen == NULL)
        fail_msg("%s: escape %d, trace %d\n%s", judged, exit_status(&said), exit_status(&ran),
                 ran.err);
    compare(judgement, seen, tally);
    json_decref(judgement);
    json_decref(seen);
    spawned_done(&said);
    spawned_done(&ran);
    unlink("escape_trace.json");
}

static void nothing_proven_to_stay_is_seen_to_leave(void **state)
{
    static const char *const whole[] = {
        TRACED "callbacks.c",
        TRACED "early_return.c",
        TRACED "libc_qsort.c",
        TRACED "libc_strings.c",
        TRACED "list_by_recursion.c",
        TRACED "longjmp_out.c",
        TRACED "longjmp_retry.c",
        TRACED "many_at_once.c",
        TRACED "owner_struct.c",
        TRACED "p1_five_in_order.c",
        TRACED "p2_three_reversed.c",
        TRACED "p3_across_work.c",
        TRACED "p4_ring.c",
        TRACED "p5_factory.c",
        TRACED "p6_set_c_1.c",
        TRACED "p7_other_thread.c",
        TRACED "passed_down.c",
        TRACED "realloc_grows.c",
        TRACED "realloc_in_callee.c",
        TRACED "recursion_own.c",
        TRACED "recursion_to_parent.c",
        TRACED "sizes.c",
        TRACED "sometimes.c",
        TRACED "thread_leaves_block.c",
        TRACED "two_on_a_line.c",
        TRACED "trap_pair_of_calls.c",
        TRACED "wrapper_known.c",
        TRACED "worker_returns.c",
        TRACED "inlined.c",
        TRACED "vla_and_strdup.c",
        TRACED "at_exit.c",
        TRACED "before_main.c",
        TRACED "coroutine.c",
        TRACED "longjmp_lands_on_dead.c",
        TRACED "longjmp_then_call.c",
        TRACED "longjmp_then_grow.c",
        TRACED "longjmp_then_library.c",
        TRACED "never_freed.c",
        TRACED "realloc_to_nothing.c",
        TRACED "signal_handler.c",
        TRACED "signal_stack.c",
        TRACED "tail_call.c",
        TRACED "libc_streams.c",
        TRACED "threads_of_c11.c",
    };
    struct tally tally = { 0, 0, 0 };
    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        judge_and_run(whole[i], (const char *const[]){ whole[i], NULL }, &tally);
    print_message("%zu sites compared, %zu proven to stay, %zu seen to leave\n", tally.compared,
                  tally.stayed, tally.violations);
    assert_int_equal(tally.violations, 0);
    assert_true(tally.stayed >= 10); /* or the join does not work */
}

static void the_corpus_itself_does_as_was_said(void **state)
{
    static const char *const files[] = { CORPUS "loops.c", CORPUS "results.c", CORPUS "stores.c",
                                         CORPUS "numbers.c" };
    static const char *const sources[] = { CORPUS "driver.c",  CORPUS "loops.c",
                                           CORPUS "results.c", CORPUS "stores.c",
                                           CORPUS "numbers.c", NULL };
    struct tally tally = { 0, 0, 0 };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        judge_and_run(files[i], sources, &tally);
    print_message("%zu sites compared, %zu proven to stay, %zu seen to leave\n", tally.compared,
                  tally.stayed, tally.violations);
    assert_int_equal(tally.violations, 0);
    assert_true(tally.stayed >= 30);
}

/* A demo is judged file by file with its compiler flags, and run as it was built for tracing. */
static void judge_demo(const char *folder, const char *program, struct tally *tally)
{
    char pattern[512], path[512];
    snprintf(pattern, sizeof pattern, HM_SOURCE_DIR "/demos/%s/*.c", folder);
    snprintf(path, sizeof path, HM_BUILD_DIR "/bin/%s", program);
    struct spawned ran = SPAWN(TOOL, "trace", "--json=escape_trace.json", path, "--benchtime=10x");
    json_error_t error;
    json_t *seen = json_load_file("escape_trace.json", 0, &error);
    glob_t files;
    assert_int_equal(glob(pattern, 0, NULL, &files), 0);
    if (seen == NULL)
        fail_msg("%s: trace %d\n%s", program, exit_status(&ran), ran.err);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        struct spawned said = SPAWN(
            TOOL, "escape", "--json", "--sites", "--no-o2", files.gl_pathv[i], "--",
            "-D_GNU_SOURCE", "-I" HM_SOURCE_DIR "/demos", "-I" HM_SOURCE_DIR "/harness/include");
        /* Files that need the header of an installed library are left out. */
        if (exit_status(&said) != 2) {
            json_t *judgement = parsed(&said, files.gl_pathv[i]);
            assert_non_null(judgement);
            compare(judgement, seen, tally);
            json_decref(judgement);
        }
        spawned_done(&said);
    }
    globfree(&files);
    json_decref(seen);
    spawned_done(&ran);
    unlink("escape_trace.json");
}

static void the_demos_do_as_was_said(void **state)
{
    static const struct {
        const char *folder, *program;
    } demos[] = {
        { "00_count_first", "lesson_00_count_first_traced" },
        { "01_frames", "lesson_01_frames_traced" },
        { "02_new_and_make", "lesson_02_new_and_make_traced" },
        { "03_reading_m", "lesson_03_reading_m_traced" },
        { "04_boxes", "lesson_04_boxes_traced" },
        { "05_the_seed", "lesson_05_the_seed_traced" },
        { "06_walls", "lesson_06_walls_traced" },
        { "07_links", "lesson_07_links_traced" },
        { "set_c_1", "set_c_1_bench_traced" },
        { "common", "set_c_1_bench_traced" },
    };
    struct tally tally = { 0, 0, 0 };
    (void)state;
    for (size_t i = 0; i < sizeof demos / sizeof *demos; i++)
        judge_demo(demos[i].folder, demos[i].program, &tally);
    print_message("%zu sites compared, %zu proven to stay, %zu seen to leave\n", tally.compared,
                  tally.stayed, tally.violations);
    assert_int_equal(tally.violations, 0);
    assert_true(tally.compared >= 10); /* or the join does not work */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_proven_to_stay_is_seen_to_leave),
        cmocka_unit_test(the_corpus_itself_does_as_was_said),
        cmocka_unit_test(the_demos_do_as_was_said),
    };
    HM_NEEDS_COUNTING();
    if (access(HELPER, X_OK) != 0)
        return TEST_SKIPPED;
    return cmocka_run_group_tests_name("escape and trace", tests, NULL, NULL);
}
