/* test_filter.c -- filters and projections mean what benchstat's do; a mistake is named with its
 * place. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/cmocka_all.h"

#include "compare/filter.h"
#include "compare/projection.h"
#include "compare/syntax.h"

static void read_text(struct gobench_set *set, const char *text)
{
    FILE *in = fmemopen((void *)text, strlen(text), "r");
    assert_non_null(in);
    assert_true(gobench_read(set, in, "t.bench", "t"));
    fclose(in);
}

/* What is left of these four results: a letter each, and how many values it keeps. */
static void leaves(const char *expression, const char *want)
{
    struct gobench_set set = { 0 };
    char got[64] = "", *wrong;
    read_text(&set, "pkg: p q\nBenchmarkA/size=4k-8 1 1 ns/op 1 B/op\nBenchmarkB 1 1 ns/op 1 x\n"
                    "pkg: a-b\nBenchmarkC/4k/size=1 1 1 MB/s\nBenchmarkD/gomaxprocs=2 1 1 B/op\n");
    struct compare_filter *filter = compare_filter_parse(expression, &wrong);
    if (wrong != NULL)
        fail_msg("%s: %s", expression, wrong);
    compare_filter_apply(filter, &set);
    for (size_t i = 0; i < set.n_results; i++)
        snprintf(got + strlen(got), sizeof got - strlen(got), "%c%zu ", set.results[i].name[0],
                 set.results[i].n_values);
    if (strcmp(got, want) != 0)
        fail_msg("%s: '%s', expected '%s'", expression, got, want);
    compare_filter_free(filter);
    gobench_set_done(&set);
}

static void a_filter_takes_what_matches(void **state)
{
    (void)state;
    leaves("*", "A2 B2 C1 D1 ");
    leaves("-*", "");
    leaves(".name:A", "A2 ");
    leaves(".name:(A OR \"C\" OR /^D$/)", "A2 C1 D1 ");
    leaves(".fullname:A/size=4k-8", "A2 ");
    leaves("/size:4k", "A2 ");
    leaves("/size:/./", "A2 C1 ");
    leaves("/size:\"\"", "B2 D1 ");
    leaves("/gomaxprocs:(8 OR 2)", "A2 D1 ");
    leaves(".file:t pkg:a-b", "C1 D1 ");
    leaves("pkg:\"p q\"", "A2 B2 ");
    leaves("\"pkg\":\"\\x70\\u0020q\"", "A2 B2 ");
    leaves(".unit:ns/op", "A1 B1 ");
    leaves(".unit:(sec/op OR B/s)", "A1 B1 C1 ");
    leaves(".unit:MB/s", "C1 ");
    leaves("-.unit:B/op", "A1 B2 C1 ");
    leaves(".unit:B/op OR .name:B", "A1 B2 D1 ");
    leaves(".name:A .unit:x OR .name:B AND .unit:x", "B1 ");
    leaves("-(.name:A OR .unit:x)", "B1 C1 D1 ");
    leaves("--.name:A", "A2 ");
    leaves("(((.name:A)))", "A2 ");
    leaves(".name:A AND AND *", "A2 ");
    leaves(".fullname:/b[/](c)|A\\/s/", "A2 ");
}

static void refuses(const char *expression, const char *want)
{
    char *wrong;
    assert_null(compare_filter_parse(expression, &wrong));
    if (strstr(wrong, want) == NULL)
        fail_msg("%s: %s", expression, wrong);
    free(wrong);
}

static void a_mistake_in_a_filter_is_named_with_its_place(void **state)
{
    (void)state;
    char deep[4000];
    memset(deep, '(', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    refuses("", "expected key:value or a subexpression at the end");
    refuses("a", "expected key:value at the end");
    refuses("a:", "expected key:value at the end");
    refuses("AND", "expected key:value or a subexpression at 'AND'");
    refuses("a:b )", "expected the end at ')'");
    refuses("(a:b", "expected a closing ) at the end");
    refuses("a:b @c", "expected an operator or key:value at '@c'");
    refuses("a:()", "expected a value at ')'");
    refuses("a:(b c)", "expected OR or ) in the list of values at 'c)'");
    refuses("a \"b", "expected an end of the quotes at '\"b'");
    refuses("\"a\\z\":b", "expected another escape at '\"a\\z\":b'");
    refuses("a:/b", "expected a '/' that closes the expression at '/b'");
    refuses("a:/b/c", "expected a blank or an operator behind the expression");
    refuses("a:/\\pL/", "is not supported from '\\pL' on");
    refuses("a:/(?s)b/", "is not supported from '(?s)b' on");
    refuses("a:/[[:foo:]]/", "the expression /[[:foo:]]/: ");
    refuses("a:/[b/ c", "expected a '/' that closes");
    refuses(".config:a", "expected a key of a filter");
    refuses("\"\":a", "expected a key that is not empty");
    refuses(deep, "expected fewer parentheses");
}

static void expressions_of_go_match_what_they_match_there(void **state)
{
    (void)state;
    static const struct {
        const char *expression, *yes, *no;
    } rows[] = {
        { "^\\d+$", "123", "12a" },       { "^\\D+$", "abc", "a1" },
        { "^\\w+$", "a_1", "a-1" },       { "^\\W$", "-", "a" },
        { "a\\sb", "a b", "ab" },         { "^\\S+$", "ab", "a b" },
        { "^[\\d.]+$", "1.2", "1a" },     { "^[^\\d]+$", "ab", "a1" },
        { "^[\\]]$", "]", "\\" },         { "^[a\\-z]$", "-", "b" },
        { "^[a-c-]$", "-", "d" },         { "^[^\\^]$", "a", "^" },
        { "^[\\^]$", "^", "a" },          { "^[\\^a-]+$", "^a-", "b" },
        { "^[\\]\\-a]+$", "]-a", "^" },   { "^[\\\\]$", "\\", "a" },
        { "(?i)ABC", "xabcx", "ab" },     { "^(?:ab)+$", "abab", "aba" },
        { "^(?P<n>a)b$", "ab", "b" },     { "^a+?b*?$", "aab", "c" },
        { "^a{2,3}?$", "aaa", "a" },      { "\\bfoo\\b", "a foo", "food" },
        { "\\Aa\\z", "a", "ba" },         { "a\\.b", "a.b", "axb" },
        { "^(a|b)\\/c$", "b/c", "c/c" },  { "^[[:alpha:]]+$", "ab", "a1" },
        { "^\\(\\)\\[\\]$", "()[]", "" }, { "", "anything", NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        regex_t regex;
        char *wrong = compare_regex(&regex, rows[i].expression);
        if (wrong != NULL)
            fail_msg("%s", wrong);
        if (regexec(&regex, rows[i].yes, 0, NULL, 0) != 0 ||
            (rows[i].no != NULL && regexec(&regex, rows[i].no, 0, NULL, 0) == 0))
            fail_msg("/%s/ on '%s' and '%s'", rows[i].expression, rows[i].yes, rows[i].no);
        regfree(&regex);
    }
}

/* The sizes of five results, in the order that the projection gives them. */
static void orders(const char *text, const char *want)
{
    struct gobench_set set = { 0 };
    struct compare_layout layout = { 0 };
    char got[64] = "", last[64] = "";
    read_text(&set, "BenchmarkA/s=2k 1 1 x\nBenchmarkA/s=1Mi 1 1 x\nBenchmarkA/s=x 1 1 x\n"
                    "BenchmarkA/s=512B 1 1 x\nBenchmarkA/s=1k 1 1 x\n");
    assert_null(compare_projection_parse(&layout.col, text));
    compare_layout_filter(&layout, &set);
    for (size_t i = 0; i < set.n_results; i++) {
        struct compare_tuple t = compare_project(&layout.col, &layout, &set, &set.results[i]);
        compare_tuple_done(&t);
    }
    compare_projection_rank(&layout.col);
    for (size_t n = 0; n < set.n_results; n++) {
        struct compare_tuple next = { 0 };
        for (size_t i = 0; i < set.n_results; i++) {
            struct compare_tuple t = compare_project(&layout.col, &layout, &set, &set.results[i]);
            bool better = strcmp(t.order, last) > 0 &&
                          (next.order == NULL || strcmp(t.order, next.order) < 0);
            compare_tuple_done(better ? &next : &t);
            next = better ? t : next;
        }
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s ", next.shown);
        snprintf(last, sizeof last, "%s", next.order);
        compare_tuple_done(&next);
    }
    assert_string_equal(got, want);
    compare_projection_done(&layout.col);
    gobench_set_done(&set);
}

static void values_stand_in_the_order_that_was_asked_for(void **state)
{
    (void)state;
    orders("/s", "2k 1Mi x 512B 1k ");
    orders("/s@alpha", "1Mi 1k 2k 512B x ");
    orders("/s@num", "512B 1k 2k 1Mi x ");
    orders("/s@(x \"1k\" 2k)", "x 1k 2k ");
    orders(".name, /s@num", "A 512B A 1k A 2k A 1Mi A x ");
}

static void a_mistake_in_a_projection_is_named_with_its_place(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        { "a,,b", "expected a key at ',b'" },
        { "a@", "expected alpha, num or (VALUE...)" },
        { "a@foo", "as the order at 'foo'" },
        { "a@(", "expected a value or ) at the end" },
        { "a@()", "expected a value in the parentheses at ')'" },
        { ".config@(x)", "of .config only a name, at '(x)'" },
        { ".unit", "expected a key of projections" },
        { "\"\"", "expected a key that is not empty" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct compare_projection projection = { 0 };
        char *wrong = compare_projection_parse(&projection, rows[i][0]);
        assert_non_null(wrong);
        if (strstr(wrong, rows[i][1]) == NULL)
            fail_msg("%s: %s", rows[i][0], wrong);
        free(wrong);
        compare_projection_done(&projection);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_filter_takes_what_matches),
        cmocka_unit_test(a_mistake_in_a_filter_is_named_with_its_place),
        cmocka_unit_test(expressions_of_go_match_what_they_match_there),
        cmocka_unit_test(values_stand_in_the_order_that_was_asked_for),
        cmocka_unit_test(a_mistake_in_a_projection_is_named_with_its_place),
    };
    return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}
