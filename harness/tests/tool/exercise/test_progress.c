/* test_progress.c -- a student's progress is one fact on each line, in order, and is not lost when
 * the file is replaced. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <heapmark/counters.h>
#include <heapmark/fail.h>

#include "exercise/progress.h"

static char path[] = "/tmp/test-progress-XXXXXX";

static int fresh(void **state)
{
    (void)state;
    strcpy(path + strlen(path) - 6, "XXXXXX");
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int gone(void **state)
{
    (void)state;
    return unlink(path);
}

static void what_is_set_is_read_back(void **state)
{
    (void)state;
    char value[32];
    assert_true(exercise_progress_set(path, "exercise", "01_vec3", "passed"));
    assert_true(exercise_progress_set(path, "hints", "01_vec3", "2"));
    exercise_progress_get(path, "exercise", "01_vec3", value, sizeof value);
    assert_string_equal(value, "passed");
    exercise_progress_get(path, "hints", "01_vec3", value, sizeof value);
    assert_string_equal(value, "2");
    exercise_progress_get(path, "hints", "01_vec", value, sizeof value);
    assert_string_equal(value, "");
}

static void a_fact_is_replaced_and_lines_stay_in_order(void **state)
{
    (void)state;
    exercise_progress_set(path, "hints", "02_box", "1");
    exercise_progress_set(path, "exercise", "01_vec3", "tried");
    exercise_progress_set(path, "hints", "02_box", "3");
    char text[256];
    FILE *file = fopen(path, "r");
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_string_equal(text, "exercise 01_vec3 tried\nhints 02_box 3\n");
}

static void a_file_that_cannot_be_written_is_told(void **state)
{
    (void)state;
    assert_false(exercise_progress_set("/nowhere/progress.txt", "hints", "02_box", "1"));
}

static void of_two_copies_put_together_the_better_counts(void **state)
{
    (void)state;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("exercise 01_vec3 passed\nhints 01_vec3 2\npredict a/b/c 1\n"
          "exercise 01_vec3 tried\nhints 01_vec3 1\npredict a/b/c 0\n",
          file);
    fclose(file);
    char value[32];
    exercise_progress_get(path, "exercise", "01_vec3", value, sizeof value);
    assert_string_equal(value, "passed");
    exercise_progress_get(path, "hints", "01_vec3", value, sizeof value);
    assert_string_equal(value, "2");
    exercise_progress_get(path, "predict", "a/b/c", value, sizeof value);
    assert_string_equal(value, "0");
    assert_true(exercise_progress_set(path, "exercise", "01_vec3", "new"));
    exercise_progress_get(path, "exercise", "01_vec3", value, sizeof value);
    assert_string_equal(value, "new");
}

static void a_file_without_an_end_is_not_read(void **state)
{
    (void)state;
    char value[32];
    alarm(20);
    assert_false(exercise_progress_get("/dev/zero", "hints", "02_box", value, sizeof value));
    alarm(0);
}

/* If any request for memory fails, the old facts are still there, and no line is half written. */
static void no_failing_request_loses_what_was_noted(void **state)
{
    (void)state;
    if (!hm_counting())
        skip();
    assert_true(exercise_progress_set(path, "exercise", "01_vec3", "passed"));
    for (uint64_t n = 1, beyond = 0; !beyond; n++) {
        char value[32];
        hm_fail_at(n);
        bool set = exercise_progress_set(path, "hints", "02_box", n % 2 == 0 ? "1" : "2");
        beyond = hm_fail_disarm();
        assert_true(set || !beyond);
        assert_true(exercise_progress_get(path, "exercise", "01_vec3", value, sizeof value));
        assert_string_equal(value, "passed");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_set_is_read_back, fresh, gone),
        cmocka_unit_test_setup_teardown(a_fact_is_replaced_and_lines_stay_in_order, fresh, gone),
        cmocka_unit_test_setup_teardown(no_failing_request_loses_what_was_noted, fresh, gone),
        cmocka_unit_test_setup_teardown(of_two_copies_put_together_the_better_counts, fresh, gone),
        cmocka_unit_test(a_file_without_an_end_is_not_read),
        cmocka_unit_test(a_file_that_cannot_be_written_is_told),
    };
    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
