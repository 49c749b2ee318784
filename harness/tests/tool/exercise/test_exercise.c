/* test_exercise.c -- exercise.txt is read, and each error in it is reported with its line. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "exercise/exercise.h"

static char root[] = "/tmp/test-exercise-XXXXXX";
static char folder[64];
static struct exercise e;

static void write_text(const char *text)
{
    char path[96];
    snprintf(path, sizeof path, "%s/exercise.txt", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int make_folder(void **state)
{
    (void)state;
    if (mkdtemp(root) == NULL)
        return -1;
    snprintf(folder, sizeof folder, "%s/07_ring", root);
    char command[96];
    snprintf(command, sizeof command, "mkdir %s", folder);
    return system(command);
}

static int remove_folder(void **state)
{
    (void)state;
    char command[96];
    snprintf(command, sizeof command, "rm -rf %s", root);
    return system(command);
}

#define GOOD                                                                                       \
    "title: A ring\nop: one message\ndefines: put get\nallocs: 1\nhint: a\nhint: b\nhint: c\n"

static void a_good_file_is_read(void **state)
{
    (void)state;
    write_text("# a comment\n" GOOD "stack: 512\n");
    assert_true(exercise_load(&e, folder));
    assert_string_equal(e.name, "07_ring");
    assert_string_equal(e.title, "A ring");
    assert_string_equal(e.defines, "put get");
    assert_string_equal(e.calls, "");
    assert_string_equal(e.hints[2], "c");
    assert_int_equal(e.budget.allocs, 1);
    assert_int_equal(e.budget.stack, 512);
    assert_int_equal(e.budget.bytes, 0);
    /* Without allocs-half the budget for half of the marks is that for all of them. */
    assert_int_equal(e.budget.allocs_half, 1);
}

static void a_bad_file_is_refused(void **state)
{
    (void)state;
    const char *const bad[] = {
        "",
        "title: only\n",
        GOOD "hint: a fourth\n",
        GOOD "bytes: many\n",
        GOOD "bytes: -1\n",
        GOOD "colour: blue\n",
        GOOD "no colon\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        write_text(bad[i]);
        assert_false(exercise_load(&e, folder));
    }
}

static void an_exercise_is_found_by_number_and_by_name(void **state)
{
    (void)state;
    write_text(GOOD);
    char found[PATH_MAX];
    const char *const keys[] = { "7", "07", "ring", "07_ring" };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        assert_true(exercise_find(root, keys[i], found));
        assert_string_equal(found, folder);
    }
    assert_false(exercise_find(root, "8", found));
    assert_false(exercise_find(root, "rin", found));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_file_is_read),
        cmocka_unit_test(a_bad_file_is_refused),
        cmocka_unit_test(an_exercise_is_found_by_number_and_by_name),
    };
    return cmocka_run_group_tests_name("exercise", tests, make_folder, remove_folder);
}
