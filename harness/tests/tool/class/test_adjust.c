/* test_adjust.c -- the table of late days and given marks: what it changes, and what is refused. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "class/adjust.h"
#include "cli/xalloc.h"
#include "exercise/exercise.h"

/* Two students, two exercises, 6 marks for each answer. */
static struct class a_class(void)
{
    static const char *const names[] = { "Ann Lee", "bo" };
    struct class c = { .count = 2, .exercise_count = 2 };
    c.exercises = xzalloc(2 * sizeof *c.exercises);
    strcpy(c.exercises[0].name, "01_vec3");
    strcpy(c.exercises[1].name, "02_box");
    c.students = xzalloc(2 * sizeof *c.students);
    for (size_t i = 0; i < 2; i++) {
        c.students[i].name = xprintf("%s", names[i]);
        c.students[i].id = xprintf("%zu", 4711 + i);
        c.students[i].page = xprintf("%s", i == 0 ? "Ann_Lee" : "bo");
        c.students[i].answers = xzalloc(2 * sizeof *c.students[i].answers);
        for (size_t e = 0; e < 2; e++)
            c.students[i].answers[e] =
                (struct class_answer){ .marked = true, .given = -1, .grade.total = 6 };
    }
    return c;
}

/* The marks after the table, "6 6 6 6" without one; NULL: refused. Static. */
static const char *marks_after(const char *table, long cost, long free_days)
{
    static char text[32];
    char path[] = "/tmp/adjust.XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, table, strlen(table)), (ssize_t)strlen(table));
    close(fd);
    struct class c = a_class();
    struct class_late late = { .cost = cost, .free_days = free_days };
    bool good = class_adjust(&c, path, &late);
    snprintf(text, sizeof text, "%d %d %d %d", class_final(&c.students[0].answers[0]),
             class_final(&c.students[0].answers[1]), class_final(&c.students[1].answers[0]),
             class_final(&c.students[1].answers[1]));
    class_done(&c);
    unlink(path);
    return good ? text : NULL;
}

#define HEAD "student,exercise,late,marks,why\n"

static void late_days_cost_marks_of_each_exercise_but_never_more_than_there_are(void **state)
{
    (void)state;
    assert_string_equal(marks_after(HEAD "Ann Lee,,2,,\n", 1, 0), "4 4 6 6");
    assert_string_equal(marks_after(HEAD "Ann Lee,,2,,\n", 1, 1), "5 5 6 6");
    assert_string_equal(marks_after(HEAD "Ann Lee,,2,,\n", 0, 0), "6 6 6 6");
    assert_string_equal(marks_after(HEAD "4712,2,9999,,\n", 10, 0), "6 6 6 0");
}

static void given_marks_are_the_last_word(void **state)
{
    (void)state;
    assert_string_equal(marks_after(HEAD "bo,,3,,\nbo,02,,9,\"the picture, \"\"his\"\"\"\n", 1, 0),
                        "6 6 3 9");
    assert_string_equal(marks_after(HEAD "Ann_Lee,vec3,,0,\n", 1, 0), "0 6 6 6");
}

static void columns_have_any_order_and_lines_of_any_system(void **state)
{
    (void)state;
    assert_string_equal(
        marks_after("\xef\xbb\xbfMarks,Student,Exercise\r\n\r\n# a remark\r\n7,bo,01_vec3\r\n", 1,
                    0),
        "6 6 7 6");
    assert_string_equal(marks_after("student,late\n", 1, 0), "6 6 6 6");
}

static void what_cannot_be_meant_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "exercise,late\n",
        "student,points\n",
        HEAD "eve,,1,,\n",
        HEAD "bo,,1.5,,\n",
        HEAD "bo,,-1,,\n",
        HEAD "bo,01,,11,\n",
        HEAD "bo,,,7,\n",
        HEAD "bo,03,,7,\n",
        HEAD ",,1,,\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_null(marks_after(bad[i], 1, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(late_days_cost_marks_of_each_exercise_but_never_more_than_there_are),
        cmocka_unit_test(given_marks_are_the_last_word),
        cmocka_unit_test(columns_have_any_order_and_lines_of_any_system),
        cmocka_unit_test(what_cannot_be_meant_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
