/* test_formats.c -- each format of another system is written as its golden file has it.
 *
 * Validated when the files were made: classroom50 against the rules of result-v1.schema.json of
 * Classroom 50, junit against those of junit-10.xsd of the xUnit plugin of Jenkins and with
 * junitparser. docs/reference/grade-formats.md says how. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/xalloc.h"
#include "grade/formats.h"
#include "support/golden.h"

#define GOLDEN HM_SOURCE_DIR "/harness/tests/golden/grade/"

static char no_text[] = "";
static char markup[] = "it gives <\"&>\n  1 | return;\n";
static char compiler_said[] =
    "01_vec3.c:3:3: error: unknown type name 'retrun'\n    3 | { retrun *v; }\n";
static char measured[] = "1 of 0 allocs/op";
static char not_there[] = "there is no 02_box.c";

static struct grade_result mixed[] = {
    { GRADE_KIND_BUILD, true, "it compiles without warnings", no_text },
    { GRADE_KIND_VISIBLE, true, "it sums three vectors", no_text },
    { GRADE_KIND_HIDDEN, false, "it sums a thousand random vectors", markup },
    { GRADE_KIND_INTEGRITY, true, "it leaves the kernel alone", no_text },
    { GRADE_KIND_ALLOCS, false, "allocs/op is within the budget", measured },
};
static struct grade_result broken[] = { { GRADE_KIND_BUILD, false, "it compiles", compiler_said } };
static struct grade_result missing[] = { { GRADE_KIND_BUILD, false, "it is handed in",
                                           not_there } };

static struct grade_record some_marks[] = {
    { .exercise = "01_vec3",
      .handed_in = true,
      .built = true,
      .confined = true,
      .total = 4,
      .score = { [GRADE_KIND_BUILD] = 1, [GRADE_KIND_VISIBLE] = 2, [GRADE_KIND_ALLOCS] = 1 },
      .results = mixed,
      .count = 5,
      .allocs_per_op = 1,
      .bytes_per_op = 24,
      .predicted = -1,
      .observed = -1 },
    { .exercise = "02_box",
      .confined = true,
      .results = missing,
      .count = 1,
      .allocs_per_op = -1,
      .bytes_per_op = -1,
      .predicted = -1,
      .observed = -1 },
};
static struct grade_record no_marks[] = {
    { .exercise = "01_vec3",
      .handed_in = true,
      .confined = true,
      .results = broken,
      .count = 1,
      .allocs_per_op = -1,
      .bytes_per_op = -1,
      .predicted = -1,
      .observed = -1 },
};

static char *written(const char *format, struct grade_record *grades, size_t count)
{
    struct grade_student s = {
        .name = "Ann <Lee>", .compiler = "cc", .seed = 7, .count = count, .grades = grades
    };
    struct cli_text text;
    FILE *to = xtext_open(&text);
    assert_true(grade_format_of(format)->write(&s, to));
    fputc('\0', to);
    fclose(to);
    return text.bytes;
}

static void each_format_is_its_golden_file(void **state)
{
    (void)state;
    static const char *const formats[] = { "classroom",  "classroom50", "exercism",
                                           "gradescope", "junit",       "prairielearn" };
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        char path[256];
        char *text = written(formats[i], some_marks, 2);
        snprintf(path, sizeof path, GOLDEN "%s", formats[i]);
        assert_golden_text(path, text);
        free(text);
        text = written(formats[i], no_marks, 1);
        snprintf(path, sizeof path, GOLDEN "%s.broken", formats[i]);
        assert_golden_text(path, text);
        free(text);
    }
}

static void classroom_50_must_say_what_it_is_about(void **state)
{
    (void)state;
    struct grade_student s = { .name = "ann", .count = 1, .grades = no_marks };
    unsetenv("OWNER");
    struct cli_text text;
    FILE *to = xtext_open(&text);
    assert_false(grade_classroom50(&s, to));
    fclose(to);
    assert_int_equal(text.length, 0);
    free(text.bytes);
    setenv("OWNER", "ann", 1);
}

static void an_unknown_format_is_none(void **state)
{
    (void)state;
    assert_null(grade_format_of("moodle"));
}

int main(void)
{
    static const char *const environment[][2] = {
        { "CLASSROOM", "c-2026" },
        { "ASSIGNMENT", "frames" },
        { "OWNER", "ann" },
        { "COMMIT_URL", "https://example.org/commit" },
        { "RELEASE_URL", "https://example.org/release" },
        { "REVIEW_URL", "https://example.org/review" },
        { "SUBMISSION_TAG", "submit/2026-01-01T00-00-00Z-0123abc" },
        { "SOURCE_DATE_EPOCH", "1767225600" },
    };
    for (size_t i = 0; i < sizeof environment / sizeof environment[0]; i++)
        setenv(environment[i][0], environment[i][1], 1);
    unsetenv("MODE");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_format_is_its_golden_file),
        cmocka_unit_test(classroom_50_must_say_what_it_is_about),
        cmocka_unit_test(an_unknown_format_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
