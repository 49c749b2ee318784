/* test_lines.c -- which lines of two texts stand beside each other. */
#include <string.h>

#include "cli/xalloc.h"
#include "site/lines.h"
#include "support/cmocka_all.h"

struct two {
    const char *left, *right; /* one character is one line */
};

static bool equal(const void *ctx, size_t i, size_t j)
{
    const struct two *t = ctx;
    return t->left[i] == t->right[j];
}

static bool either_case(const void *ctx, size_t i, size_t j)
{
    const struct two *t = ctx;
    return (t->left[i] | 0x20) == (t->right[j] | 0x20);
}

/* The rows as text: "aa" a common row, "a-" and "-b" rows of one side, "aA" similar. */
static void assert_rows(const char *left, const char *right, site_equal *similar, const char *want)
{
    struct two t = { left, right };
    size_t n;
    struct site_row *rows = site_align(strlen(left), strlen(right), equal, similar, &t, &n);
    char *text = xstrndup("", 0);
    for (size_t i = 0; i < n; i++) {
        char a = rows[i].left == SITE_NONE ? '-' : left[rows[i].left];
        char b = rows[i].right == SITE_NONE ? '-' : right[rows[i].right];
        assert_int_equal(rows[i].same, a == b);
        xappend(&text, "%c%c ", a, b);
    }
    assert_string_equal(text, want);
    free(text);
    free(rows);
}

static void equal_texts_are_common_rows(void **state)
{
    (void)state;
    assert_rows("abc", "abc", NULL, "aa bb cc ");
    assert_rows("", "", NULL, "");
}

static void what_one_side_lacks_is_a_row_of_the_other(void **state)
{
    (void)state;
    assert_rows("axb", "ab", NULL, "aa x- bb ");
    assert_rows("ab", "ayzb", NULL, "aa -y -z bb ");
    assert_rows("", "a", NULL, "-a ");
}

static void the_longest_common_part_is_kept(void **state)
{
    (void)state;
    assert_rows("abcabba", "cbabac", NULL, "a- b- cc a- bb -a bb aa -c ");
}

static void similar_lines_stand_beside_each_other_and_are_not_the_same(void **state)
{
    (void)state;
    assert_rows("xay", "zAy", either_case, "x- -z aA yy ");
    assert_rows("xay", "zAy", NULL, "x- a- -z -A yy ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_are_common_rows),
        cmocka_unit_test(what_one_side_lacks_is_a_row_of_the_other),
        cmocka_unit_test(the_longest_common_part_is_kept),
        cmocka_unit_test(similar_lines_stand_beside_each_other_and_are_not_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
