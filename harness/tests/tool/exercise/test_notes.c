/* test_notes.c -- the notes of a student earn marks only when they are filled in. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exercise/notes.h"
#include "support/spawn.h"

static void expect(const char *text, const char *missing)
{
    struct exercise_notes notes = exercise_notes_read(text);
    char said[128];
    bool some = exercise_notes_missing(&notes, said, sizeof said);
    assert_string_equal(said, missing);
    assert_int_equal(some, missing[0] != '\0');
}

static void three_lines_are_read_in_any_order(void **state)
{
    (void)state;
    struct exercise_notes notes =
        exercise_notes_read("because: it is by value\nobserved: 0\npredicted: 12");
    assert_int_equal(notes.predicted, 12);
    assert_int_equal(notes.observed, 0);
    assert_true(notes.because);
}

static void what_other_editors_leave_does_not_matter(void **state)
{
    (void)state;
    expect("\xef\xbb\xbfpredicted:3\r\nobserved:\t0 \t\r\nbecause: so\r\n", "");
    expect("Predicted: 3\nOBSERVED: 0\nBecause: so", "");
    expect("# a comment: predicted: 4\n\npredicted: 3\nobserved: 0\n\nbecause:so", "");
}

static void a_number_is_digits_and_may_have_its_unit_behind_it(void **state)
{
    (void)state;
    const char *const bad[] = { "x",      "",    "three", "-1",  "0x1",
                                "1block", "1.5", "",      "\n1", "99999999999999999999" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[128];
        snprintf(text, sizeof text, "predicted: %s\nobserved: %s\nbecause: so\n", bad[i], bad[i]);
        expect(text, " 'predicted: N' 'observed: N'");
    }
    struct exercise_notes notes =
        exercise_notes_read("predicted: 3 blocks\nobserved: 0 allocs/op\nbecause: so\n");
    assert_int_equal(notes.predicted, 3);
    assert_int_equal(notes.observed, 0);
}

static void because_begins_a_line_and_has_a_word_behind_it(void **state)
{
    (void)state;
    const char *const bad[] = {
        "", "because:", "because: ", "because: \t\r\nso", " because: so", "it is because: so"
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char text[128];
        snprintf(text, sizeof text, "predicted: 1\nobserved: 1\n%s", bad[i]);
        expect(text, " 'because: WORDS'");
    }
}

static void the_form_is_made_once_and_is_worth_nothing_as_it_is(void **state)
{
    (void)state;
    char path[] = "/tmp/test-notes-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    bool made;
    assert_true(exercise_notes_form(path, "01_vec3", &made));
    assert_false(made);
    unlink(path);
    assert_true(exercise_notes_form(path, "01_vec3", &made));
    assert_true(made);
    char *text = read_whole(path);
    assert_non_null(text);
    expect(text, " 'predicted: N' 'observed: N' 'because: WORDS'");
    free(text);
    unlink(path);
    assert_false(exercise_notes_form("/nonexistent/notes.txt", "01_vec3", &made));
    assert_false(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_lines_are_read_in_any_order),
        cmocka_unit_test(what_other_editors_leave_does_not_matter),
        cmocka_unit_test(a_number_is_digits_and_may_have_its_unit_behind_it),
        cmocka_unit_test(because_begins_a_line_and_has_a_word_behind_it),
        cmocka_unit_test(the_form_is_made_once_and_is_worth_nothing_as_it_is),
    };
    return cmocka_run_group_tests_name("exercise_notes", tests, NULL, NULL);
}
