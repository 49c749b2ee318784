/* test_want.c -- WANT comments against messages, both ways. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "want/want.h"

#define SOURCE "want_source.c"

static struct want_result last;

/* The differences between these two messages of line 2 and this text of lines 2 and 3. */
static void assert_differences(const char *second, const char *third, const char *expected)
{
    static const struct want_message messages[] = {
        { SOURCE, 2, 5, "malloc(8) does not escape" },
        { "./" SOURCE, 2, 20, "calloc(9) escapes to heap: returned from f" },
    };
    const char *files[] = { SOURCE };
    char *text = NULL;
    size_t size = 0;
    FILE *source = fopen(SOURCE, "w"), *out = open_memstream(&text, &size);
    assert_true(source != NULL && out != NULL);
    fprintf(source, "first\ncode %s\n%s\n", second, third);
    fclose(source);
    last = want_check(out, files, 1, messages, 2);
    fclose(out);
    unlink(SOURCE);
    assert_string_equal(text, expected);
    assert_int_equal(want_held(&last), expected[0] == '\0');
    free(text);
}

static void what_is_wanted_and_said_is_no_difference(void **state)
{
    (void)state;
    assert_differences("// WANT \"malloc(8) does not escape\" \"returned from f\"", "", "");
    assert_int_equal(last.wanted, 2);
    assert_int_equal(last.matched, 2);
    assert_differences("// WANT \"malloc(8)\"", "  // WANT \"calloc(9)\"", "");
    assert_differences("/* WANT \"malloc(8)\" */", "/* WANT \"calloc(9)\" */", "");
}

static void one_message_may_be_wanted_by_several_of_its_parts(void **state)
{
    (void)state;
    assert_differences("// WANT \"malloc(8)\" \"does not escape\" \"calloc\"", "", "");
}

static void a_text_may_be_a_regular_expression(void **state)
{
    (void)state;
    assert_differences("// WANT \"malloc.*escape$\" \"calloc.[0-9]. escapes\"", "", "");
    assert_true(want_matches("a(b|c)d", "xacdx"));
    assert_false(want_matches("(", "x"));
}

static void what_is_missing_and_what_is_unexpected_are_both_said(void **state)
{
    (void)state;
    assert_differences("// WANT \"malloc(8)\" \"outlives\"", "",
                       SOURCE ":2: missing: \"outlives\"\n./" SOURCE
                              ":2:20: unexpected: calloc(9) escapes to heap: returned from f\n");
    assert_int_equal(last.unexpected, 1);
}

static void a_text_that_is_repeated_wants_as_many_messages(void **state)
{
    (void)state;
    assert_differences("// WANT \"alloc\" \"alloc\"", "", "");
    assert_differences("// WANT \"alloc\" \"alloc\" \"alloc\"", "",
                       SOURCE ":2: missing: \"alloc\"\n");
}

static void a_want_on_another_line_is_missing_there(void **state)
{
    (void)state;
    assert_differences("// WANT \"malloc\" \"calloc\"", "more code; // WANT \"malloc\"",
                       SOURCE ":3: missing: \"malloc\"\n");
}

static void what_is_imprecise_is_counted(void **state)
{
    (void)state;
    assert_differences("// WANT \"malloc\" \"calloc\" IMPRECISE(it stays)",
                       "// WANT IMPRECISE(the other too)", "");
    assert_int_equal(last.imprecise, 2);
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
    const char *files[] = { "/no/such/source.c" };
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    (void)state;
    last = want_check(out, files, 1, NULL, 0);
    fclose(out);
    assert_false(want_held(&last));
    assert_non_null(strstr(text, "/no/such/source.c: cannot be read"));
    free(text);
}

static void names_of_one_file_are_compared_from_the_end(void **state)
{
    (void)state;
    assert_true(want_same_file("a/b.c", "b.c"));
    assert_true(want_same_file("b.c", "/x/a/b.c"));
    assert_false(want_same_file("ab.c", "b.c"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wanted_and_said_is_no_difference),
        cmocka_unit_test(one_message_may_be_wanted_by_several_of_its_parts),
        cmocka_unit_test(a_text_may_be_a_regular_expression),
        cmocka_unit_test(what_is_missing_and_what_is_unexpected_are_both_said),
        cmocka_unit_test(a_text_that_is_repeated_wants_as_many_messages),
        cmocka_unit_test(a_want_on_another_line_is_missing_there),
        cmocka_unit_test(what_is_imprecise_is_counted),
        cmocka_unit_test(a_comment_that_wants_nothing_is_a_difference),
        cmocka_unit_test(a_source_that_cannot_be_read_is_a_difference),
        cmocka_unit_test(names_of_one_file_are_compared_from_the_end),
    };
    return cmocka_run_group_tests_name("want", tests, NULL, NULL);
}
