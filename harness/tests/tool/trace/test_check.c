/* test_check.c -- the verdicts of a report against the WANT comments of its sources. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "trace/check.h"

#define SOURCE "trace_check_source.c"

static const struct verdict_end stayed = { .kind = VERDICT_END_STAYED, .home = "op", .blocks = 3 };
static const struct verdict_end kept = { .kind = VERDICT_END_NOT_FREED, .blocks = 2 };

/* The differences between the source, where on line 1 a malloc stayed and a calloc was kept, and
 * this text of it; a site without hooks and one of another file are in the report too. */
static void assert_differences(const char *source, bool named, const char *expected)
{
    const struct verdict_site sites[] = {
        { .at = { "op", SOURCE, 1, 5 },
          .allocator = "malloc",
          .blocks = 3,
          .size_min = 8,
          .size_max = 8,
          .ends = &stayed,
          .end_count = 1 },
        { .at = { "op", SOURCE, 1, 20 },
          .allocator = "calloc",
          .blocks = 2,
          .size_min = 9,
          .size_max = 9,
          .ends = &kept,
          .end_count = 1 },
        { .at = { "f", SOURCE, 1, 30 }, .outside = true, .ends = &kept, .end_count = 1 },
        { .at = { "g", "other.c", 1, 1 },
          .allocator = "malloc",
          .blocks = 2,
          .ends = &kept,
          .end_count = 1 },
    };
    const struct verdict_report report = { .sites = sites, .site_count = named ? 4 : 3 };
    char *files[] = { named ? (char *)SOURCE : NULL, NULL }, *text = NULL;
    size_t size = 0;
    FILE *to = fopen(SOURCE, "w"), *out = open_memstream(&text, &size);
    assert_true(to != NULL && out != NULL);
    fputs(source, to);
    fclose(to);
    bool same = trace_check(out, &report, files);
    fclose(out);
    unlink(SOURCE);
    assert_string_equal(text, expected);
    assert_int_equal(same, expected[0] == '\0');
    free(text);
}

static void each_verdict_is_a_message_with_the_call_in_front(void **state)
{
    static const char both[] =
        "x; // WANT \"malloc(8) not seen to escape op (3 of 3)\" \"calloc(9) "
        "outlives op: not freed; 2 of 2 blocks\"\n";
    (void)state;
    assert_differences(both, true, "");
    assert_differences(both, false, "");
}

static void what_is_missing_and_what_is_unexpected_are_both_said(void **state)
{
    (void)state;
    assert_differences("x; // WANT \"malloc(8)\" \"outlives main\"\n", true,
                       SOURCE ":1: missing: \"outlives main\"\n" SOURCE
                              ":1:20: unexpected: calloc(9) outlives op: not freed; 2 of 2 "
                              "blocks\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_verdict_is_a_message_with_the_call_in_front),
        cmocka_unit_test(what_is_missing_and_what_is_unexpected_are_both_said),
    };
    return cmocka_run_group_tests_name("trace_check", tests, NULL, NULL);
}
