/* test_cmd_grade.c -- `heapmark grade` gives a clear reason for every kind of bad answer.
 *
 * Method: run the built tool on a folder with one answer, and read its output. */
#include "support/cmocka_all.h"
#include "support/counted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "support/graded.h"
#include "support/spawn.h"

#define TOOL      HM_BUILD_DIR "/bin/heapmark"
#define EXERCISES HM_SOURCE_DIR "/demos/exercises"

/* An answer is linked to the harness of this build; a sanitizer build cannot be linked. */
static void needs_a_harness_to_link(void)
{
#ifdef HM_SANITIZED
    skip();
#endif
}

#define HEAD "#include \"contract.h\"\nstruct vec3 vec3_sum(const struct vec3 *v, size_t n)\n"

static void what_is_missing_is_missing(void **state)
{
    (void)state;
    unlink(graded_answer);
    graded_says(1, "there is no 01_vec3.c");
}

static void an_empty_file_is_refused(void **state)
{
    (void)state;
    graded_hand_in("", 0);
    graded_says(1, "it is empty");
}

static void a_binary_file_is_refused(void **state)
{
    (void)state;
    graded_hand_in("\177ELF\0\1", 6);
    graded_says(1, "it is not text");
}

static void a_link_is_refused(void **state)
{
    (void)state;
    unlink(graded_answer);
    assert_int_equal(symlink(EXERCISES "/01_vec3/solution.c", graded_answer), 0);
    graded_says(1, "it is a symbolic link");
}

static void the_compiler_says_why_it_does_not_compile(void **state)
{
    (void)state;
    const char source[] = HEAD "{ retrun *v; }\n";
    graded_hand_in(source, sizeof source - 1);
    graded_says(1, "\n     | 01_vec3.c:3:3: error: ");
}

static void a_warning_costs_the_mark_for_the_build_alone(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    const char source[] = HEAD "{ int unused; struct vec3 s = { 0, 0, 0 };"
                               "for (size_t i = 0; i < n; i++)"
                               "{ s.x += v[i].x; s.y += v[i].y; s.z += v[i].z; } return s; }\n";
    graded_hand_in(source, sizeof source - 1);
    graded_says(1, "7 of 10 marks");
    graded_says(1, "FAIL build       it compiles without warnings: ");
}

/* The check and the calls need little stack beside the array. */
static void the_stack_of_an_op_is_what_it_reaches_down_to(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    static const int sizes[] = { 8, 200, 500, 900, 1400 };
    static const char id[] = "its stack is within the budget: ";
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char source[512];
        int length = snprintf(source, sizeof source,
                              HEAD "{ volatile char big[%d];"
                                   "for (size_t i = 0; i < sizeof big; i++) big[i] = 0;"
                                   "(void)n; return *v; }\n",
                              sizes[i]);
        graded_hand_in(source, (size_t)length);
        struct spawned s =
            SPAWN(TOOL, "grade", "--exercises", EXERCISES, "--exercise", "vec3", graded_folder);
        const char *line = strstr(s.out, id);
        assert_non_null(line);
        assert_in_range(strtol(line + sizeof id - 1, NULL, 10), sizes[i], sizes[i] + 150);
        spawned_done(&s);
    }
}

static void a_crash_is_told_by_its_signal(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    const char source[] = HEAD "{ *(volatile int *)(n * 0) = 1; return *v; }\n";
    graded_hand_in(source, sizeof source - 1);
    struct spawned s =
        SPAWN(TOOL, "grade", "--exercises", EXERCISES, "--exercise", "vec3", graded_folder);
    const char *const lines[] = {
        "FAIL behaviour   it sums three vectors: ended by signal 11 (Segmentation fault)\n",
        "FAIL allocations allocs/op is within the budget: not measured: ended by signal 11 "
        "(Segmentation fault)\nFAIL budget      bytes, blocks and stack are within the budget: not "
        "measured\nFAIL integrity",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (strstr(s.out, lines[i]) == NULL)
            fail_msg("'%s' is not in:\n%s", lines[i], s.out);
    assert_null(strstr(s.out, "status 139"));
    spawned_done(&s);
}

static void output_without_end_is_told(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    const char source[] = "#include <stdio.h>\n" HEAD
                          "{ (void)n; for (;;) puts(\"1234567890123456789012345678901234567890\");"
                          " return *v; }\n";
    graded_hand_in(source, sizeof source - 1);
    graded_says(1, "printed more than 4 MB");
}

static void an_endless_loop_costs_one_timeout_and_the_rest_is_not_tried(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    const char source[] = HEAD "{ for (volatile int i = 0; n < 5; i++) {} return *v; }\n";
    graded_hand_in(source, sizeof source - 1);
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    struct spawned s =
        SPAWN(TOOL, "grade", "--exercises", EXERCISES, "--exercise", "vec3", graded_folder);
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert_int_equal(exit_status(&s), 1);
    assert_true(end.tv_sec - begin.tv_sec < 20);
    const char *const lines[] = {
        "FAIL behaviour   it sums three vectors: timeout: it ran for more than 10 s\n",
        "FAIL hidden      it sums a thousand random vectors: not tried: ",
        "FAIL allocations allocs/op is within the budget: not tried: it does not come to its end\n",
        "FAIL integrity   two threads may use it at once: not tried: it does not come to its end\n",
    };
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (strstr(s.out, lines[i]) == NULL)
            fail_msg("'%s' is not in:\n%s", lines[i], s.out);
    spawned_done(&s);
}

static void a_finding_of_a_sanitizer_has_its_line_in_the_answer(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    const char source[] =
        "#include <stdlib.h>\n" HEAD "{\n    struct vec3 *s = calloc(1, sizeof *s);\n    free(s);\n"
        "    (void)v, (void)n;\n    return *(struct vec3 *volatile)s;\n}\n";
    graded_hand_in(source, sizeof source - 1);
    graded_says(1, "AddressSanitizer: heap-use-after-free, at 01_vec3.c:8\n");
}

static void write_notes(const char *text)
{
    char path[80];
    snprintf(path, sizeof path, "%s/01_vec3.txt", graded_folder);
    unlink(path);
    if (text == NULL)
        return;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void notes_earn_their_marks_and_what_is_missing_is_named(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    const char source[] = HEAD "{ struct vec3 s = { 0, 0, 0 }; for (size_t i = 0; i < n; i++)"
                               "{ s.x += v[i].x; s.y += v[i].y; s.z += v[i].z; } return s; }\n";
    graded_hand_in(source, sizeof source - 1);
    write_notes(NULL);
    graded_says(1, "are noted: 01_vec3.txt: No such file or directory; expected, a line each: "
                   "'predicted: N' 'observed: N' 'because: WORDS'\n");
    write_notes("predicted: x\nobserved: nothing\nbecause: \n");
    graded_says(1, "8 of 10 marks");
    write_notes("predicted: 3\nobserved: 0\nbecause:\n");
    graded_says(1, "are noted: 01_vec3.txt: expected, a line each: 'because: WORDS'\n");
    write_notes("predicted: 3\nobserved: 1\nbecause: so\n");
    graded_says(1, "01_vec3.txt says 1, and 0 allocs/op were measured");
    write_notes("predicted: 3\nobserved: 0\nbecause: so\n");
    graded_says(0, "10 of 10 marks");
    write_notes(NULL);
}

static void a_folder_of_folders_is_not_a_student(void **state)
{
    (void)state;
    char class[64], student[80];
    snprintf(class, sizeof class, "%s/class", graded_folder);
    snprintf(student, sizeof student, "%s/Ann Lee", class);
    assert_int_equal(mkdir(class, 0777), 0);
    struct spawned empty = SPAWN(TOOL, "grade", "--exercises", EXERCISES, class);
    assert_int_equal(exit_status(&empty), 1);
    assert_non_null(strstr(empty.out, "class: 0 of "));
    spawned_done(&empty);
    assert_int_equal(mkdir(student, 0777), 0);
    struct spawned s = SPAWN(TOOL, "grade", "--exercises", EXERCISES, class);
    assert_int_equal(exit_status(&s), 2);
    assert_non_null(strstr(s.err, "class: answers NN_name.c were expected, and only folders are"));
    assert_string_equal(s.out, "");
    spawned_done(&s);
}

static void a_student_has_the_name_of_the_folder(void **state)
{
    (void)state;
    char command[128], ann[64];
    snprintf(ann, sizeof ann, "%s/ann", graded_folder);
    snprintf(command, sizeof command, "mkdir -p %s/ann/notes && touch %s/ann/a.txt", graded_folder,
             graded_folder);
    assert_int_equal(system(command), 0);
    assert_int_equal(chdir(ann), 0);
    const char *const names[] = { ".", "notes/..", ann };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct spawned s = SPAWN(TOOL, "grade", "--exercises", EXERCISES, names[i]);
        if (strstr(s.out, "\nann: 0 of ") == NULL)
            fail_msg("%s: 'ann' was expected:\n%s%s", names[i], s.out, s.err);
        spawned_done(&s);
    }
    assert_int_equal(chdir("/"), 0);
}

static void bad_usage_is_two(void **state)
{
    (void)state;
    struct spawned none = SPAWN(TOOL, "grade", "--exercises", EXERCISES, "/nowhere");
    assert_int_equal(exit_status(&none), 2);
    assert_non_null(strstr(none.err, "/nowhere"));
    spawned_done(&none);
    struct spawned unknown =
        SPAWN(TOOL, "grade", "--exercises", EXERCISES, "--exercise", "99", graded_folder);
    assert_int_equal(exit_status(&unknown), 2);
    assert_non_null(strstr(unknown.err, "heapmark grade: no exercise '99'; there are: 01_vec3"));
    spawned_done(&unknown);
}

static void the_record_is_written_below_folders_that_did_not_exist(void **state)
{
    (void)state;
    unlink(graded_answer);
    char out[64], path[80];
    snprintf(out, sizeof out, "%s/build/grades/mine", graded_folder);
    snprintf(path, sizeof path, "%s/grade.json", out);
    struct spawned s = SPAWN(TOOL, "grade", "--exercises", EXERCISES, "--out", out, graded_folder);
    assert_int_equal(exit_status(&s), 1);
    assert_string_equal(s.err, "");
    char *record = read_whole(path);
    assert_non_null(record);
    free(record);
    spawned_done(&s);
}

static void marks_are_told_before_a_record_that_cannot_be_written(void **state)
{
    (void)state;
    graded_hand_in("", 0);
    struct spawned s =
        SPAWN(TOOL, "grade", "--exercises", EXERCISES, "--out", "/dev/null/x", graded_folder);
    assert_int_equal(exit_status(&s), 2);
    assert_non_null(strstr(s.err, "/dev/null/x: Not a directory"));
    assert_non_null(strstr(s.out, " marks\n"));
    spawned_done(&s);
}

/* With one more argument `heapmark grade` must not judge, and must print `words` in one line. */
static void not_judged(const char *argument, const char *words)
{
    struct spawned s = SPAWN(TOOL, "grade", "--exercises", EXERCISES, "--exercise", "vec3",
                             argument, graded_folder);
    if (exit_status(&s) != 2 || strstr(s.err, words) == NULL ||
        strchr(s.err, '\n') != s.err + strlen(s.err) - 1 || s.out[0] != '\0')
        fail_msg("%s: status %d, '%s' was expected:\n%s%s", argument, exit_status(&s), words, s.out,
                 s.err);
    spawned_done(&s);
}

static void write_hidden(const char *source)
{
    char command[128], path[80];
    snprintf(command, sizeof command, "mkdir -p %s/hidden/01_vec3", graded_folder);
    assert_int_equal(system(command), 0);
    snprintf(path, sizeof path, "%s/hidden/01_vec3/check.c", graded_folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(source, file);
    fclose(file);
}

static void a_slip_of_the_teacher_costs_no_marks(void **state)
{
    (void)state;
    const char source[] = HEAD "{ retrun *v; }\n";
    graded_hand_in(source, sizeof source - 1);
    not_judged("--cc=nosuch", "--cc=nosuch: a C compiler was expected");
    not_judged("--cc=ls", "01_vec3 cannot be judged: ls: ");
    not_judged("--allocator=foo", "--allocator=foo: jemalloc or glibc was expected");
    not_judged("--seed=foo", "--seed=foo: a number was expected");
    not_judged("--seed=", "--seed=: a number was expected");
    not_judged("--seed=-1", "--seed=-1: a number was expected");
    not_judged("--hidden=nosuch", "--hidden=nosuch: No such file");
    not_judged("--hidden=/usr", "/usr/01_vec3/check.c: No such file");
}

static void hidden_checks_that_do_not_compile_cost_no_marks(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    char hidden[64], words[128];
    const char source[] = HEAD "{ (void)n; return *v; }\n";
    graded_hand_in(source, sizeof source - 1);
    write_hidden("int main(void) { return nothing; }\n");
    snprintf(hidden, sizeof hidden, "--hidden=%s/hidden", graded_folder);
    snprintf(words, sizeof words,
             "01_vec3 cannot be judged: the checks: %s/hidden/01_vec3/check.c:1:", graded_folder);
    not_judged(hidden, words);
}

static void a_sanitizer_that_does_not_start_costs_no_marks(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    const char source[] =
        "#include <stdio.h>\n#include <stdlib.h>\n__attribute__((constructor)) static void at(void)"
        "{ fputs(\"FATAL: ThreadSanitizer: unexpected memory mapping 0x1\\n\", stderr); _Exit(66); "
        "}\n" HEAD "{ (void)n; return *v; }\n";
    graded_hand_in(source, sizeof source - 1);
    struct spawned s =
        SPAWN(TOOL, "grade", "--exercises", EXERCISES, "--exercise", "vec3", graded_folder);
    assert_int_equal(exit_status(&s), 2);
    assert_string_equal(s.err,
                        "heapmark grade: 01_vec3 cannot be judged: tsan: FATAL: ThreadSanitizer: "
                        "unexpected memory mapping\n");
    spawned_done(&s);
}

static void an_answer_that_lacks_a_function_is_the_students(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    const char source[] = "int vec3_summe(void);\nint vec3_summe(void) { return 0; }\n";
    graded_hand_in(source, sizeof source - 1);
    graded_says(1, "FAIL behaviour   it fits the contract: undefined reference to `vec3_sum'\n");
    graded_says(1, "within the budget: not tried: it does not fit the contract\n");
}

static void hidden_checks_are_found_from_where_the_teacher_stands(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    const char source[] = HEAD "{ (void)n; return *v; }\n";
    graded_hand_in(source, sizeof source - 1);
    write_hidden("#include <heapmark/exercise.h>\nvoid hm_exercise_hidden(hm_draw *d)\n"
                 "{ hm_draw_check(d, \"own\"); hm_draw_op(d, (double[3]){ 1 }, 24); }\n");
    assert_int_equal(chdir(graded_folder), 0);
    struct spawned s = SPAWN(TOOL, "grade", "--exercises", EXERCISES, "--exercise", "vec3",
                             "--hidden=hidden", graded_folder);
    assert_int_equal(chdir("/"), 0);
    if (strstr(s.out, "ok   hidden      own") == NULL)
        fail_msg("the hidden check was not run:\n%s%s", s.out, s.err);
    spawned_done(&s);
}

/* Seventy-one checks that hold and one, the last, that does not: it costs hidden marks alone. */
static void the_last_of_many_checks_counts_and_breaks_no_gate(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    const char source[] =
        HEAD "{ struct vec3 s = { 0, 0, 0 }; for (size_t i = 0; i < n && n != 2; i++)"
             "{ s.x += v[i].x; s.y += v[i].y; s.z += v[i].z; } return s; }\n";
    graded_hand_in(source, sizeof source - 1);
    write_hidden("#include <heapmark/exercise.h>\nvoid hm_exercise_hidden(hm_draw *d)\n"
                 "{ double v[6] = { 1, 2, 3, 4, 5, 6 }; for (int i = 0; i < 71; i++) {"
                 " hm_draw_check(d, \"fine\"); hm_draw_op(d, v, 24); }\n"
                 "hm_draw_check(d, \"the last\"); hm_draw_op(d, v, 48); }\n");
    char hidden[64];
    snprintf(hidden, sizeof hidden, "--hidden=%s/hidden", graded_folder);
    struct spawned s =
        SPAWN(TOOL, "grade", "--exercises", EXERCISES, "--exercise", "vec3", hidden, graded_folder);
    const char *const lines[] = {
        "FAIL hidden      the last: it gives (0, 0, 0), not (5, 7, 9)\n",
        "ok   integrity   it is clean under AddressSanitizer\n",
    };
    assert_int_equal(exit_status(&s), 1);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (strstr(s.out, lines[i]) == NULL)
            fail_msg("'%s' is not in:\n%s%s", lines[i], s.out, s.err);
    size_t fine = 0;
    for (const char *at = s.out; (at = strstr(at, "hidden      fine\n")) != NULL; at++)
        fine++;
    assert_int_equal(fine, 71);
    spawned_done(&s);
}

/* What the answer says is no verdict: only results that are right count. */
static void what_an_answer_says_of_itself_counts_for_nothing(void **state)
{
    (void)state;
    needs_a_harness_to_link();
    const char source[] =
        "#include <unistd.h>\n#include <stdlib.h>\n" HEAD
        "{ static const char said[] = \"check ok all\\nresult 0 (1, 2, 3)\\nmeasure ops 100\\n"
        "measure allocs 0\\nmeasure bytes 0\\nmeasure start_allocs 0\\nmeasure live 0\\nend\\n\";"
        "(void)v, (void)n; if (write(3, said, sizeof said - 1) < 0) {} _Exit(0); }\n";
    graded_hand_in(source, sizeof source - 1);
    graded_says(
        1, "FAIL behaviour   it sums three vectors: it gives (1, 2, 3), not (111, 222, 333)\n");
    graded_says(1, "FAIL hidden      it sums a thousand random vectors: ");
}

int main(void)
{
    HM_NEEDS_ISOLATION();
    HM_NEEDS_PROGRAM("objdump");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_missing_is_missing),
        cmocka_unit_test(an_empty_file_is_refused),
        cmocka_unit_test(a_binary_file_is_refused),
        cmocka_unit_test(a_link_is_refused),
        cmocka_unit_test(the_compiler_says_why_it_does_not_compile),
        cmocka_unit_test(a_warning_costs_the_mark_for_the_build_alone),
        cmocka_unit_test(the_stack_of_an_op_is_what_it_reaches_down_to),
        cmocka_unit_test(a_crash_is_told_by_its_signal),
        cmocka_unit_test(output_without_end_is_told),
        cmocka_unit_test(the_record_is_written_below_folders_that_did_not_exist),
        cmocka_unit_test(marks_are_told_before_a_record_that_cannot_be_written),
        cmocka_unit_test(an_endless_loop_costs_one_timeout_and_the_rest_is_not_tried),
        cmocka_unit_test(a_finding_of_a_sanitizer_has_its_line_in_the_answer),
        cmocka_unit_test(notes_earn_their_marks_and_what_is_missing_is_named),
        cmocka_unit_test(a_slip_of_the_teacher_costs_no_marks),
        cmocka_unit_test(hidden_checks_that_do_not_compile_cost_no_marks),
        cmocka_unit_test(a_sanitizer_that_does_not_start_costs_no_marks),
        cmocka_unit_test(an_answer_that_lacks_a_function_is_the_students),
        cmocka_unit_test(hidden_checks_are_found_from_where_the_teacher_stands),
        cmocka_unit_test(the_last_of_many_checks_counts_and_breaks_no_gate),
        cmocka_unit_test(what_an_answer_says_of_itself_counts_for_nothing),
        cmocka_unit_test(a_folder_of_folders_is_not_a_student),
        cmocka_unit_test(a_student_has_the_name_of_the_folder),
        cmocka_unit_test(bad_usage_is_two),
    };
    return cmocka_run_group_tests_name("grade", tests, graded_make_folder, graded_remove_folder);
}
