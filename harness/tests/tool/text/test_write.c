/* test_write.c -- wrapped and escaped text arrives on a stream. */
#include <stdio.h>
#include <string.h>

#include "support/cmocka_all.h"

#include "text/write.h"

static char out[256];
static FILE *to;

static int open_out(void **state)
{
    (void)state;
    out[0] = '\0';
    to = fmemopen(out, sizeof out, "w");
    return to == NULL;
}

static void assert_written(const char *want)
{
    fclose(to);
    assert_string_equal(out, want);
}

static void a_label_is_continued_and_later_lines_are_indented(void **state)
{
    (void)state;
    fputs("Go: ", to);
    text_wrap(to, "one two three (in brackets) end", 4, 2, 16);
    assert_written("Go: one two\n  three\n  (in brackets)\n  end\n");
}

static void no_text_is_an_empty_line(void **state)
{
    (void)state;
    text_wrap(to, "", 0, 2, 16);
    assert_written("\n");
}

static void a_cell_stands_between_blanks_and_ends_in_a_bar(void **state)
{
    (void)state;
    fputc('|', to);
    text_markdown_cell(to, "a|b");
    text_markdown_cell(to, "*p");
    assert_written("| a\\|b | \\*p |");
}

static void width_is_counted_in_columns(void **state)
{
    (void)state;
    fclose(to);
    assert_int_equal(text_width("1.718µ ±"), 8);
}

static void nothing_in_a_page_is_markup(void **state)
{
    (void)state;
    text_markup(to, "a<b> \"&\"\t\x1b[1m\n\x7f\xc3\xa4");
    assert_written("a&lt;b&gt; &quot;&amp;&quot;\t[1m\xc3\xa4");
    assert_int_equal(open_out(NULL), 0);
    text_markup(to, "a\xff\xc3<\xef\xbf\xbe\xef\xbf\xbd\xed\xa0\x80z");
    assert_written("a??&lt;\xef\xbf\xbd???z");
}

static void folded(const char *text, size_t columns, const char *want)
{
    assert_int_equal(open_out(NULL), 0);
    text_fold(to, text, strlen(text), columns);
    assert_written(want);
}

static void what_continues_a_line_stands_behind_its_blanks_and_four_more(void **state)
{
    (void)state;
    folded("a.c:1:2: one two three\n  for f (x.c:3:4) <- g (x.c:5:6)\nend\n", 18,
           "a.c:1:2: one two\n    three\n  for f (x.c:3:4)\n      <- g\n      (x.c:5:6)\nend\n");
}

static void what_fits_and_what_has_no_blank_is_left_as_it_is(void **state)
{
    (void)state;
    folded("  a  b\n\n", 80, "  a  b\n\n");
    folded("averyverylongname\n", 5, "averyverylongname\n");
    folded("no end", 3, "no\n    end\n");
    folded("", 3, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_label_is_continued_and_later_lines_are_indented, open_out),
        cmocka_unit_test_setup(no_text_is_an_empty_line, open_out),
        cmocka_unit_test_setup(a_cell_stands_between_blanks_and_ends_in_a_bar, open_out),
        cmocka_unit_test_setup(width_is_counted_in_columns, open_out),
        cmocka_unit_test_setup(nothing_in_a_page_is_markup, open_out),
        cmocka_unit_test(what_continues_a_line_stands_behind_its_blanks_and_four_more),
        cmocka_unit_test(what_fits_and_what_has_no_blank_is_left_as_it_is),
    };
    return cmocka_run_group_tests_name("write", tests, NULL, NULL);
}
