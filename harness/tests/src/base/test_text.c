/* test_text.c -- text is as wide as a terminal shows it, breaks between words, and commands
 * neither a terminal nor Markdown. */
#include <string.h>

#include "support/cmocka_all.h"

#include "base/text.h"

struct got {
    char text[512];
    size_t length;
};

static void append(void *ctx, const char *bytes, size_t length)
{
    struct got *got = ctx;
    assert_true(got->length + length < sizeof got->text);
    memcpy(got->text + got->length, bytes, length);
    got->length += length;
}

static size_t columns(const char *text)
{
    return hm_base_columns(text, strlen(text));
}

static void a_column_is_what_a_terminal_shows_and_not_a_byte(void **state)
{
    (void)state;
    assert_int_equal(columns(""), 0);
    assert_int_equal(columns("± 3%"), 4);
    assert_int_equal(columns("e\u0301"), 1);
    assert_int_equal(columns("世界"), 4);
    assert_int_equal(columns("a\xff\xc3z"), 4);
    assert_int_equal(hm_base_columns("two words", 3), 3);
}

static void lines_break_between_words_and_not_in_a_short_remark(void **state)
{
    (void)state;
    struct got got = { 0 };
    hm_base_wrap(append, &got, " one  two\nthree unbreakableword end (in two), x", 4, 2, 12);
    assert_string_equal(got.text, "one two\n  three\n  unbreakableword\n  end\n  (in two),\n  x");
    struct got none = { 0 };
    hm_base_wrap(append, &none, " \n ", 4, 2, 12);
    assert_string_equal(none.text, "");
}

static void a_long_remark_in_brackets_breaks_like_any_text(void **state)
{
    (void)state;
    struct got got = { 0 };
    hm_base_wrap(append, &got, "(a remark that is longer than forty characters)", 0, 0, 20);
    assert_string_equal(got.text, "(a remark that is\nlonger than forty\ncharacters)");
}

static void a_remark_of_two_lines_breaks_where_its_line_ends(void **state)
{
    (void)state;
    struct got got = { 0 };
    hm_base_wrap(append, &got, "so (one\ntwo) end", 0, 2, 80);
    assert_string_equal(got.text, "so (one two) end");
}

static void markdown_gets_no_markup_and_no_second_line(void **state)
{
    (void)state;
    struct got got = { 0 };
    hm_base_markdown(append, &got, "a|b *p* map[k]v\nr_1 > ±");
    assert_string_equal(got.text, "a\\|b \\*p\\* map\\[k]v r\\_1 > ±");
}

static void markdown_of_github_has_more_markup(void **state)
{
    (void)state;
    struct got got = { 0 };
    hm_base_markdown(append, &got, "#1 #2 ~~s~~ \u202e\u2028\u00e9");
    assert_string_equal(got.text, "\\#1 #2 \\~\\~s\\~\\~ ??\u00e9");
}

static void each_byte_that_is_not_utf8_becomes_a_question_mark(void **state)
{
    (void)state;
    char text[] = "\xc3\xa9\xff\t\xe2\x82 \xef\xbf\xbd";
    hm_base_make_utf8(text);
    assert_string_equal(text, "\xc3\xa9?\t?? \xef\xbf\xbd");
}

static void a_control_character_does_not_reach_the_terminal(void **state)
{
    (void)state;
    char text[] = "a\033[31m\x7f\t\xc2\x9b\xc3\xa9\xff";
    hm_base_make_plain(text);
    assert_string_equal(text, "a?[31m???\xc3\xa9?");
    char turned[] = "a\u202eb\u2066c\u2029d\u200fe\u200df";
    hm_base_make_plain(turned);
    assert_string_equal(turned, "a?b?c?d?e\u200df");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_is_what_a_terminal_shows_and_not_a_byte),
        cmocka_unit_test(lines_break_between_words_and_not_in_a_short_remark),
        cmocka_unit_test(a_long_remark_in_brackets_breaks_like_any_text),
        cmocka_unit_test(a_remark_of_two_lines_breaks_where_its_line_ends),
        cmocka_unit_test(markdown_gets_no_markup_and_no_second_line),
        cmocka_unit_test(markdown_of_github_has_more_markup),
        cmocka_unit_test(each_byte_that_is_not_utf8_becomes_a_question_mark),
        cmocka_unit_test(a_control_character_does_not_reach_the_terminal),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
