/* test_tables.c -- the tables of a class: quoting, what is not known, and the columns that learning
 * platforms want. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "class/reports.h"
#include "cli/xalloc.h"
#include "exercise/exercise.h"

static struct class a_class(void)
{
    static const char *const who[][3] = { { "Lee, \"Ann\"", "4711", "Lee_Ann" },
                                          { "=1+1", "", "x" } };
    struct class c = { .count = 2, .exercise_count = 2 };
    c.exercises = xzalloc(2 * sizeof *c.exercises);
    strcpy(c.exercises[0].name, "01_vec3");
    strcpy(c.exercises[1].name, "02_box");
    c.students = xzalloc(2 * sizeof *c.students);
    for (size_t i = 0; i < 2; i++) {
        c.students[i].name = xprintf("%s", who[i][0]);
        c.students[i].id = xprintf("%s", who[i][1]);
        c.students[i].page = xprintf("%s", who[i][2]);
        c.students[i].answers = xzalloc(2 * sizeof *c.students[i].answers);
        for (size_t e = 0; e < 2; e++)
            c.students[i].answers[e] = (struct class_answer){ .given = -1, .late_cost = 1 };
    }
    c.students[0].answers[0].marked = c.students[0].answers[1].marked = true;
    c.students[0].answers[0].grade.total = 10;
    c.students[1].answers[0].marked = true;
    return c;
}

static char *table(void (*write)(const struct class *c, FILE *to))
{
    struct class c = a_class();
    struct cli_text text;
    FILE *to = xtext_open(&text);
    write(&c, to);
    fputc('\0', to);
    fclose(to);
    class_done(&c);
    return text.bytes;
}

static void what_is_not_known_is_empty_and_no_name_is_a_formula(void **state)
{
    (void)state;
    char *text = table(class_csv);
    assert_string_equal(text, "student,id,page,01_vec3,02_box,total,max,late\n"
                              "\"Lee, \"\"Ann\"\"\",4711,Lee_Ann,9,0,9,20,0\n"
                              "'=1+1,,x,0,,,20,0\n");
    free(text);
}

static void moodle_gets_a_grading_worksheet(void **state)
{
    (void)state;
    char *text = table(class_moodle);
    assert_string_equal(text, "Identifier,Full name,Grade,Maximum Grade\n"
                              "Participant 4711,\"Lee, \"\"Ann\"\"\",9,20\n,'=1+1,,20\n");
    free(text);
}

static void canvas_gets_a_gradebook(void **state)
{
    (void)state;
    char *text = table(class_canvas);
    assert_string_equal(text, "Student,ID,SIS User ID,SIS Login ID,Section,01_vec3,02_box\n"
                              "Points Possible,,,,,10,10\n"
                              "\"Lee, \"\"Ann\"\"\",4711,,,,9,0\n'=1+1,,,,,0,\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_known_is_empty_and_no_name_is_a_formula),
        cmocka_unit_test(moodle_gets_a_grading_worksheet),
        cmocka_unit_test(canvas_gets_a_gradebook),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
