/* test_labels.c -- words cut to a width, in characters. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "verdict/window.h"

static void assert_clipped(const char *from, size_t columns, const char *to)
{
    char text[64];
    snprintf(text, sizeof text, "%s", from);
    assert_string_equal(verdict_clip(text, columns), to);
}

static void a_text_that_fits_stays(void **state)
{
    (void)state;
    assert_clipped("", 3, "");
    assert_clipped("abc", 3, "abc");
    assert_clipped("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", 4, /* the last is two wide */
                   "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
}

static void a_longer_one_ends_in_a_plus(void **state)
{
    (void)state;
    assert_clipped("abcd", 3, "ab+");
    assert_clipped("a\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac", 3, "a\xe2\x82\xac+");
    assert_clipped("abcd", 1, "+");
}

static void what_is_no_character_is_a_question_mark(void **state)
{
    (void)state;
    assert_clipped("a\xff"
                   "b\xc3",
                   9, "a?b?");
    assert_clipped("\x1b[1m", 9, "?[1m");
}

static void a_block_of_an_unknown_file_is_labelled_without_one(void **state)
{
    struct verdict_block_bar bar = { .size = 8, .allocator = "strdup" };
    char text[64];
    (void)state;
    assert_string_equal(verdict_block_bar_label(&bar, text, sizeof text), "strdup(8)");
    bar.at.file = "src/a.c";
    bar.at.line = 3;
    assert_string_equal(verdict_block_bar_label(&bar, text, sizeof text), "strdup(8) a.c:3");
}

static void a_row_of_several_functions_is_named_after_the_home_among_them(void **state)
{
    struct verdict_frame_bar frames[] = { { .function = "box", .row = 1 },
                                          { .function = "inner", .row = 1, .homes = 1 },
                                          { .function = "main", .row = 0 } };
    const struct verdict_window w = { .frames = frames, .frame_count = 3 };
    char text[64];
    (void)state;
    assert_string_equal(verdict_row_label(&w, 1, text, sizeof text), "inner, ...");
    assert_string_equal(verdict_row_label(&w, 0, text, sizeof text), "main");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_that_fits_stays),
        cmocka_unit_test(a_longer_one_ends_in_a_plus),
        cmocka_unit_test(what_is_no_character_is_a_question_mark),
        cmocka_unit_test(a_row_of_several_functions_is_named_after_the_home_among_them),
        cmocka_unit_test(a_block_of_an_unknown_file_is_labelled_without_one),
    };
    return cmocka_run_group_tests_name("trace_labels", tests, NULL, NULL);
}
