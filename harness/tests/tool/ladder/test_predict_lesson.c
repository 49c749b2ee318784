/* test_predict_lesson.c -- scripts/predict asks the questions of a lesson, keeps the answers, and
 * shows them beside what is counted; scripts/lessons puts every pair in a table.
 *
 * Method: run the scripts on the built lessons, with answers in a folder that the test makes. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/spawn.h"

#define SCRIPT(name) HM_SOURCE_DIR "/scripts/" name

static struct spawned predict(const char *action, const char *lesson, const char *typed)
{
    const char *argv[] = { SCRIPT("predict"), action, lesson, NULL };
    return spawn(argv, typed);
}

static void assert_says(const char *text, const char *words)
{
    if (strstr(text, words) == NULL)
        fail_msg("'%s' is not in:\n%s", words, text);
}

static void predictions_are_kept_and_shown_beside_the_counts(void **state)
{
    (void)state;
    struct spawned s = predict("ask", "05", "3\nmany\n3\n0\n0\n");
    assert_int_equal(exit_status(&s), 0);
    assert_says(s.out, "a number, please, as in 2 or 0.5");
    spawned_done(&s);

    s = predict("show", "the_seed", NULL);
    assert_int_equal(exit_status(&s), 0);
    assert_says(s.out, "Seed/impl=constants          allocs/op          3         1   wrong\n"
                       "    \"C\" and 1 are constants");
    assert_says(s.out,
                "Seed/impl=all_boxed          allocs/op          3         3   as predicted");
    spawned_done(&s);
}

static void half_a_block_per_op_is_a_right_guess_where_0_is_printed(void **state)
{
    (void)state;
    struct spawned s = predict("ask", "00", "0.5\n0,5\n1.0\n");
    assert_int_equal(exit_status(&s), 0);
    assert_says(s.out, "Now read docs/lessons/00-count-first.md");
    spawned_done(&s);
    s = predict("show", "00", NULL);
    assert_int_equal(exit_status(&s), 0);
    assert_says(s.out, "0.5         0   as predicted: the remainder is dropped\n");
    assert_says(s.out, "0.5        50   wrong\n");
    assert_says(s.out, "1.0         1   as predicted\n");
    spawned_done(&s);
}

static void a_lesson_shows_its_table_its_picture_and_the_next_page(void **state)
{
    (void)state;
    struct spawned s = predict("ask", "00", "9\n9\n9\n");
    spawned_done(&s);
    s = predict("show", "00", NULL);
    assert_says(s.out, "CountFirstPair            1, 100        0, 0");
    assert_says(s.out, "One call of log_boxed");
    assert_says(s.out, "To read about what was wrong: docs/lessons/00-count-first.md, Explain.");
    assert_says(s.out, "Next: make predict L=01, then docs/lessons/01-frames.md.");
    spawned_done(&s);
}

static void an_answer_in_the_file_that_is_no_number_is_named(void **state)
{
    (void)state;
    char path[4096];
    snprintf(path, sizeof path, "%s/progress.txt", getenv("HEAPMARK_MINE"));
    FILE *progress = fopen(path, "w");
    assert_non_null(progress);
    fputs("hints 01_vec3 1\npredict 01_frames/Frames/impl=boxed/allocs/op one\n", progress);
    assert_int_equal(fclose(progress), 0);
    struct spawned s = predict("show", "01", NULL);
    assert_int_equal(exit_status(&s), 1);
    assert_says(s.err, "progress.txt:2: 'one' is no number; make predict L=01");
    spawned_done(&s);
    unlink(path);
}

static void a_second_answer_replaces_the_first(void **state)
{
    (void)state;
    struct spawned s = predict("ask", "01", "9\n9\n9\n");
    spawned_done(&s);
    s = predict("ask", "01", "1\n0\n1\n");
    assert_int_equal(exit_status(&s), 0);
    spawned_done(&s);
    s = predict("show", "01", NULL);
    assert_says(s.out,
                "Frames/impl=boxed            allocs/op          1         1   as predicted");
    spawned_done(&s);
}

static void answers_that_end_early_are_kept_and_said_to_be_missing(void **state)
{
    (void)state;
    struct spawned s = predict("ask", "04", "1\n");
    assert_int_equal(exit_status(&s), 1);
    spawned_done(&s);
    s = predict("show", "04", NULL);
    assert_int_equal(exit_status(&s), 1);
    assert_says(s.out,
                "Boxes/impl=boxed             allocs/op          1         1   as predicted");
    assert_says(s.out, "BoxesSmall/impl=boxed        allocs/op          -         0\n");
    spawned_done(&s);
}

static void an_unknown_lesson_is_answered_with_those_that_exist(void **state)
{
    (void)state;
    struct spawned s = predict("ask", "77", NULL);
    assert_int_equal(exit_status(&s), 2);
    assert_says(s.err, "no lesson '77'");
    assert_says(s.err, "05_the_seed");
    spawned_done(&s);
}

static void the_table_begins_with_the_name_of_a_lesson(void **state)
{
    (void)state;
    struct spawned s = SPAWN(SCRIPT("lessons"), "05");
    assert_memory_equal(s.out, "05_the_seed (Go: ", 17);
    spawned_done(&s);
}

static void the_seed_goes_from_three_to_one_to_none_in_the_table(void **state)
{
    (void)state;
    struct spawned s = SPAWN(SCRIPT("lessons"), "05");
    assert_int_equal(exit_status(&s), 0);
    assert_says(s.out,
                "Seed                       3, 56        0, 0       3, 56           -   hold\n");
    assert_says(s.out, "constants (1, 32; Go 1, 32): \"C\" and 1 are constants");
    assert_says(s.out, "every claim holds");
    spawned_done(&s);
}

static void what_cannot_be_written_is_said_in_one_line(void **state)
{
    (void)state;
    static const char *const commands[] = { "lessons 05", "predict show 05", "predict ask 05" };
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        char command[4096], line[128];
        snprintf(command, sizeof command, "cd '%s' && ./%s </dev/null >/dev/full", SCRIPT(""),
                 commands[i]);
        snprintf(line, sizeof line, "%.*s: <stdout>: cannot be written: No space left on device\n",
                 (int)strcspn(commands[i], " "), commands[i]);
        struct spawned s = SPAWN("sh", "-c", command);
        assert_int_equal(exit_status(&s), 2);
        assert_string_equal(s.err, line);
        spawned_done(&s);
    }
}

static void the_record_of_every_twin_is_of_one_go(void **state)
{
    (void)state;
    struct spawned s = SPAWN("sh", "-c",
                             "cd '" HM_SOURCE_DIR "' && for twin in demos/*/go; do "
                             "scripts/go-bench \"$HEAPMARK_MINE/go\" $twin && "
                             "sed -n '/^go: /p' \"$HEAPMARK_MINE/go\"; done | sort -u | wc -l");
    assert_int_equal(exit_status(&s), 0);
    assert_int_equal(atoi(s.out), 1);
    spawned_done(&s);
}

int main(void)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return 0; /* a sanitizer build of the lessons counts nothing */
#endif
    char mine[] = "predictions.XXXXXX", path[4096], remove[64];
    if (mkdtemp(mine) == NULL || realpath(mine, path) == NULL)
        return 1;
    setenv("HEAPMARK_MINE", path, 1);
    setenv("BUILD", HM_BUILD_DIR, 1);
    setenv("HEAPMARK_GO", "recorded", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(predictions_are_kept_and_shown_beside_the_counts),
        cmocka_unit_test(half_a_block_per_op_is_a_right_guess_where_0_is_printed),
        cmocka_unit_test(a_lesson_shows_its_table_its_picture_and_the_next_page),
        cmocka_unit_test(an_answer_in_the_file_that_is_no_number_is_named),
        cmocka_unit_test(a_second_answer_replaces_the_first),
        cmocka_unit_test(answers_that_end_early_are_kept_and_said_to_be_missing),
        cmocka_unit_test(an_unknown_lesson_is_answered_with_those_that_exist),
        cmocka_unit_test(the_seed_goes_from_three_to_one_to_none_in_the_table),
        cmocka_unit_test(the_table_begins_with_the_name_of_a_lesson),
        cmocka_unit_test(what_cannot_be_written_is_said_in_one_line),
        cmocka_unit_test(the_record_of_every_twin_is_of_one_go),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    snprintf(remove, sizeof remove, "rm -r '%s'", mine);
    return system(remove) != 0 || failed != 0;
}
