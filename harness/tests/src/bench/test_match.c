/* What --bench and --skip select. */
#include "support/cmocka_all.h"

#include <string.h>

#include "bench/match.h"

static struct hm_bench_store store;

static int release(void **state)
{
    (void)state;
    hm_bench_store_release(&store);
    return 0;
}

static enum hm_bench_matched match(const char *bench, const char *skip, const char *name)
{
    const char *why;
    struct hm_bench_pattern *b = hm_bench_pattern_new(&store, "bench", bench, &why);
    struct hm_bench_pattern *s =
        skip == NULL ? NULL : hm_bench_pattern_new(&store, "skip", skip, &why);
    assert_non_null(b);
    enum hm_bench_matched matched = hm_bench_select(b, s, name);
    hm_bench_pattern_free(b);
    hm_bench_pattern_free(s);
    return matched;
}

static void an_expression_matches_anywhere_in_its_level(void **state)
{
    (void)state;
    assert_int_equal(match("Set", NULL, "BenchmarkSetC1"), HM_BENCH_MATCH);
    assert_int_equal(match("^Set", NULL, "BenchmarkSetC1"), HM_BENCH_NO_MATCH);
    assert_int_equal(match("C1$", NULL, "BenchmarkSetC1"), HM_BENCH_MATCH);
    assert_int_equal(match(".", NULL, "BenchmarkSetC1"), HM_BENCH_MATCH);
}

static void each_level_has_its_own_expression(void **state)
{
    (void)state;
    assert_int_equal(match("CSub/y/z", NULL, "BenchmarkCSub"), HM_BENCH_PARTIAL);
    assert_int_equal(match("CSub/y/z", NULL, "BenchmarkCSub/y"), HM_BENCH_PARTIAL);
    assert_int_equal(match("CSub/y/z", NULL, "BenchmarkCSub/y/z"), HM_BENCH_MATCH);
    assert_int_equal(match("CSub/y/z", NULL, "BenchmarkCSub/y/z/deeper"), HM_BENCH_MATCH);
    assert_int_equal(match("CSub/y/z", NULL, "BenchmarkCSub/x"), HM_BENCH_NO_MATCH);
    assert_int_equal(match("CSub/nothing", NULL, "BenchmarkCSub/y"), HM_BENCH_NO_MATCH);
}

static void an_empty_level_matches_all_of_it(void **state)
{
    (void)state;
    assert_int_equal(match("/y", NULL, "BenchmarkAnything"), HM_BENCH_PARTIAL);
    assert_int_equal(match("/y", NULL, "BenchmarkAnything/xyz"), HM_BENCH_MATCH);
    assert_int_equal(match("/y", NULL, "BenchmarkAnything/x"), HM_BENCH_NO_MATCH);
}

static void a_bar_at_the_top_separates_alternatives(void **state)
{
    (void)state;
    assert_int_equal(match("A/x|B/y", NULL, "BenchmarkB"), HM_BENCH_PARTIAL);
    assert_int_equal(match("A/x|B/y", NULL, "BenchmarkB/y"), HM_BENCH_MATCH);
    assert_int_equal(match("A/x|B/y", NULL, "BenchmarkB/x"), HM_BENCH_NO_MATCH);
}

static void brackets_hide_bar_and_slash(void **state)
{
    (void)state;
    assert_int_equal(match("(A|C)/x", NULL, "BenchmarkC/x"), HM_BENCH_MATCH);
    assert_int_equal(match("(A|C)/x", NULL, "BenchmarkB/x"), HM_BENCH_NO_MATCH);
    assert_int_equal(match("C[/|]1", NULL, "BenchmarkC|1"), HM_BENCH_MATCH);
    assert_int_equal(match("[(]|A", NULL, "BenchmarkA"), HM_BENCH_MATCH);
    assert_int_equal(match("A\\|B", NULL, "BenchmarkA|B"), HM_BENCH_MATCH);
    assert_int_equal(match("A\\|B", NULL, "BenchmarkB"), HM_BENCH_NO_MATCH);
}

static void blanks_are_rewritten_as_in_names(void **state)
{
    (void)state;
    assert_int_equal(match("a b", NULL, "BenchmarkP/a_b"), HM_BENCH_NO_MATCH);
    assert_int_equal(match("P/a b", NULL, "BenchmarkP/a_b"), HM_BENCH_MATCH);
}

static void skip_takes_away_only_what_it_names_wholly(void **state)
{
    (void)state;
    assert_int_equal(match(".", "B", "BenchmarkB"), HM_BENCH_NO_MATCH);
    assert_int_equal(match(".", "B/y", "BenchmarkB"), HM_BENCH_MATCH);
    assert_int_equal(match(".", "B/y", "BenchmarkB/y"), HM_BENCH_NO_MATCH);
    assert_int_equal(match(".", "B/y", "BenchmarkB/z"), HM_BENCH_MATCH);
}

static void no_pattern_selects_nothing(void **state)
{
    (void)state;
    assert_int_equal(hm_bench_select(NULL, NULL, "BenchmarkA"), HM_BENCH_NO_MATCH);
}

static void a_level_may_be_longer_than_any_buffer(void **state)
{
    (void)state;
    char name[5001];
    memset(name, 'a', sizeof name);
    name[sizeof name - 2] = 'z';
    name[sizeof name - 1] = '\0';
    assert_int_equal(match("az$", NULL, name), HM_BENCH_MATCH);
}

static void a_bad_expression_is_named_with_its_place(void **state)
{
    (void)state;
    const char *why;
    assert_null(hm_bench_pattern_new(&store, "bench", "ok/(", &why));
    assert_non_null(strstr(why, "element 1 of --bench"));
    assert_non_null(strstr(why, "\"(\""));
    assert_null(hm_bench_pattern_new(&store, "skip", "ok|[", &why));
    assert_non_null(strstr(why, "alternation 1 of element 0 of --skip"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_expression_matches_anywhere_in_its_level),
        cmocka_unit_test(each_level_has_its_own_expression),
        cmocka_unit_test(an_empty_level_matches_all_of_it),
        cmocka_unit_test(a_bar_at_the_top_separates_alternatives),
        cmocka_unit_test(brackets_hide_bar_and_slash),
        cmocka_unit_test(blanks_are_rewritten_as_in_names),
        cmocka_unit_test(skip_takes_away_only_what_it_names_wholly),
        cmocka_unit_test(no_pattern_selects_nothing),
        cmocka_unit_test(a_level_may_be_longer_than_any_buffer),
        cmocka_unit_test(a_bad_expression_is_named_with_its_place),
    };
    return cmocka_run_group_tests_name("match", tests, NULL, release);
}
