/* test_want.c -- WANT comments are compared with verdicts: both a missing and an extra one
 * differ. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "trace/want.h"

#define SOURCE "trace_want_source.c"

static const struct verdict_end stayed = { .kind = VERDICT_END_STAYED, .home = "op", .blocks = 3 };
static const struct verdict_end kept = { .kind = VERDICT_END_NOT_FREED, .blocks = 2 };

/* The differences for a source whose line 2 is this text. On that line a malloc stayed and a calloc
 * was kept. The caller frees the result. */
static char *differences(const char *second, const char *third, bool *same)
{
    const struct verdict_site sites[] = {
        { .at = { "op", SOURCE, 2, 5 },
          .allocator = "malloc",
          .blocks = 3,
          .size_min = 8,
          .size_max = 8,
          .ends = &stayed,
          .end_count = 1 },
        { .at = { "op", SOURCE, 2, 20 },
          .allocator = "calloc",
          .blocks = 2,
          .size_min = 9,
          .size_max = 9,
          .ends = &kept,
          .end_count = 1 },
    };
    const struct verdict_report report = { .sites = sites, .site_count = 2 };
    char *files[] = { (char *)SOURCE, NULL }, *text = NULL;
    size_t size = 0;
    FILE *source = fopen(SOURCE, "w"), *out = open_memstream(&text, &size);
    assert_true(source != NULL && out != NULL);
    fprintf(source, "first\ncode %s\n%s\n", second, third);
    fclose(source);
    *same = trace_check(out, &report, files);
    fclose(out);
    unlink(SOURCE);
    return text;
}

static void assert_differences(const char *second, const char *third, const char *expected)
{
    bool same;
    char *text = differences(second, third, &same);
    assert_string_equal(text, expected);
    assert_int_equal(same, expected[0] == '\0');
    free(text);
}

static void what_is_wanted_and_seen_is_no_difference(void **state)
{
    (void)state;
    assert_differences("// WANT \"malloc(8) not seen to escape op (3 of 3)\" \"not freed\"", "",
                       "");
    assert_differences("// WANT \"malloc(8)\"", "  // WANT \"calloc(9)\"", "");
}

static void what_is_missing_and_what_is_unexpected_are_both_said(void **state)
{
    (void)state;
    assert_differences("// WANT \"malloc(8)\" \"outlives main\"", "",
                       SOURCE
                       ":2:20: unexpected: calloc(9) outlives op: not freed; 2 of 2 blocks\n" SOURCE
                       ":2: missing: \"outlives main\"\n");
}

static void a_want_on_another_line_is_missing_there(void **state)
{
    (void)state;
    assert_differences("// WANT \"malloc\" \"calloc\"", "more code; // WANT \"malloc\"",
                       SOURCE ":3: missing: \"malloc\"\n");
}

static void more_texts_than_there_is_room_for_are_not_dropped_in_silence(void **state)
{
    (void)state;
    assert_differences("// WANT \"m\" \"c\" \"m\" \"c\" \"m\" \"c\" \"m\" \"c\" \"never\"", "",
                       SOURCE ":2: too many WANT texts for one line\n");
}

static void both_kinds_of_comment_are_read(void **state)
{
    (void)state;
    assert_differences("/* WANT \"malloc(8)\" */", "/* WANT \"calloc(9)\" */", "");
}

static void a_comment_that_wants_nothing_is_a_difference(void **state)
{
    static const char unquoted[] = "a WANT comment holds at least one text in double quotes\n";
    static const char unended[] = "a text of a WANT comment has no closing quote\n";
    static const char empty[] = "a text of a WANT comment is empty\n";
    char expected[200];
    (void)state;
    snprintf(expected, sizeof expected, "%s:3: %s", SOURCE, unquoted);
    assert_differences("// WANT \"malloc\" \"calloc\"", "f(); // WANT malloc", expected);
    snprintf(expected, sizeof expected, "%s:3: %s", SOURCE, unended);
    assert_differences("// WANT \"malloc\" \"calloc\"", "f(); // WANT \"malloc", expected);
    snprintf(expected, sizeof expected, "%s:3: %s", SOURCE, empty);
    assert_differences("// WANT \"malloc\" \"calloc\"", "f(); // WANT \"\"", expected);
    assert_differences("// WANT \"malloc\" \"calloc\"", "f(); // WANTED malloc", "");
}

static void a_source_that_cannot_be_read_is_a_difference(void **state)
{
    const struct verdict_report report = { 0 };
    char *files[] = { (char *)"/no/such/source.c", NULL }, *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    (void)state;
    assert_false(trace_check(out, &report, files));
    fclose(out);
    assert_non_null(strstr(text, "/no/such/source.c: cannot be read"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wanted_and_seen_is_no_difference),
        cmocka_unit_test(what_is_missing_and_what_is_unexpected_are_both_said),
        cmocka_unit_test(a_want_on_another_line_is_missing_there),
        cmocka_unit_test(more_texts_than_there_is_room_for_are_not_dropped_in_silence),
        cmocka_unit_test(both_kinds_of_comment_are_read),
        cmocka_unit_test(a_comment_that_wants_nothing_is_a_difference),
        cmocka_unit_test(a_source_that_cannot_be_read_is_a_difference),
    };
    return cmocka_run_group_tests_name("trace_want", tests, NULL, NULL);
}
