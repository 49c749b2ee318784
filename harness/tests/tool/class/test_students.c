/* test_students.c -- folders and files as learning platforms name them are the right students'. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "class/students.h"
#include "cli/xalloc.h"
#include "exercise/exercise.h"

static char folder[32];

static void put(const char *path)
{
    char whole[256];
    snprintf(whole, sizeof whole, "%s/class/%s", folder, path);
    FILE *file = fopen(whole, "w");
    assert_non_null(file);
    fputs("int x;\n", file);
    fclose(file);
}

static void make(const char *path)
{
    char whole[256];
    snprintf(whole, sizeof whole, "%s/class/%s", folder, path);
    assert_int_equal(mkdir(whole, 0755), 0);
}

/* The class as lines "NAME ID PAGE". */
static char *read_class(void)
{
    char root[64], work[64], *text = xprintf("%s", "");
    struct class c = { .exercise_count = 1, .exercises = xzalloc(sizeof(struct exercise)) };
    strcpy(c.exercises[0].name, "01_vec3");
    snprintf(root, sizeof root, "%s/class", folder);
    snprintf(work, sizeof work, "%s/unpacked", folder);
    if (class_students(&c, root, work))
        for (size_t i = 0; i < c.count; i++)
            xappend(&text, "%s|%s|%s\n", c.students[i].name, c.students[i].id, c.students[i].page);
    class_done(&c);
    return text;
}

static void a_folder_is_a_student(void **state)
{
    (void)state;
    make("Ann Lee");
    make("Ann_Lee");
    make("bo");
    make("group_1_2");
    make(".git");
    char *text = read_class();
    assert_string_equal(text, "Ann Lee||Ann_Lee\nAnn_Lee||Ann_Lee~2\nbo||bo\n"
                              "group_1_2||group_1_2\n");
    free(text);
}

static void a_name_that_is_no_text_is_cleaned_and_its_page_is_its_own(void **state)
{
    (void)state;
    make("M\xfcller");
    make("M\xe4ller");
    char *text = read_class();
    assert_memory_equal(text, "M?ller||M_ller-", 15);
    const char *second = strchr(text, '\n') + 1;
    assert_memory_equal(second, "M?ller||M_ller-", 15);
    assert_memory_not_equal(text, second, 23);
    free(text);
}

static void the_folders_of_moodle_have_a_name_and_a_number(void **state)
{
    (void)state;
    make("LEE Ann_4711_assignsubmission_file_");
    char *text = read_class();
    assert_string_equal(text, "LEE Ann|4711|LEE_Ann_4711_assignsubmission_file_\n");
    free(text);
}

static void loose_files_are_put_together_by_what_is_before_the_exercise(void **state)
{
    (void)state;
    put("LEE Ann_4711_assignsubmission_file_01_vec3.c");
    put("leeann_LATE_17_4711_01_vec3-1.c");
    put("leeann_LATE_17_4711_01_VEC3.txt");
    put("bo-01_vec3.c");
    put("01_vec3.c");
    put("readme.txt");
    put("all.zip");
    char *text = read_class(), path[128];
    assert_string_equal(text, "LEE Ann|4711|LEE_Ann_4711_assignsubmission_file\nbo||bo\n"
                              "leeann|17|leeann_LATE_17_4711\n");
    free(text);
    snprintf(path, sizeof path, "%s/unpacked/loose/leeann_LATE_17_4711/01_vec3-1.c", folder);
    assert_int_not_equal(access(path, R_OK), 0);
    snprintf(path, sizeof path,
             "%s/unpacked/loose/leeann_LATE_17_4711/leeann_LATE_17_4711_01_VEC3.txt", folder);
    assert_int_equal(access(path, R_OK), 0);
}

static void no_student_is_no_class(void **state)
{
    (void)state;
    char *text = read_class();
    assert_string_equal(text, "");
    free(text);
}

static int open_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/students.XXXXXX");
    return mkdtemp(folder) != NULL && (make(""), 0) == 0 ? 0 : -1;
}

static int close_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    return system(command);
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, open_folder, close_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(a_folder_is_a_student),
        IN_A_FOLDER(a_name_that_is_no_text_is_cleaned_and_its_page_is_its_own),
        IN_A_FOLDER(the_folders_of_moodle_have_a_name_and_a_number),
        IN_A_FOLDER(loose_files_are_put_together_by_what_is_before_the_exercise),
        IN_A_FOLDER(no_student_is_no_class),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
