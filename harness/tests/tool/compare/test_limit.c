/* test_limit.c -- --fail-if: the meaning of a limit, when it is exceeded, when it cannot be judged.
 */
#include <stdio.h>
#include <string.h>

#include "support/cmocka_all.h"

#include "cli/verb.h"
#include "compare/limit.h"

static void wrong(const char *text, const char *want)
{
    struct compare_limit limit;
    char *got = compare_limit_parse(&limit, text);
    assert_non_null(got);
    assert_memory_equal(got, want, strlen(want)); /* the rest is libc's text */
    free(got);
    compare_limit_done(&limit);
}

static void a_limit_that_is_none_says_what_was_expected(void **state)
{
    (void)state;
    wrong("", "expected [REGEX:]UNIT OP NUMBER[%], such as allocs/op>0");
    wrong("allocs/op", "expected [REGEX:]UNIT OP NUMBER[%], such as allocs/op>0");
    wrong(">3", "expected [REGEX:]UNIT OP NUMBER[%], such as allocs/op>0");
    wrong("allocs/op=3", "expected one of > >= < <= == != after the unit, found '=3'");
    wrong("allocs/op>", "expected a number after the operator, found ''");
    wrong("allocs/op>x", "expected a number after the operator, found 'x'");
    wrong("allocs/op>nan", "expected a number after the operator, found 'nan'");
    wrong("allocs/op>3x", "expected nothing or % after the number, found 'x'");
    wrong("[:allocs/op>3", "expected a regular expression before the colon, found '[': ");
}

static void a_limit_is_in_the_unit_that_it_names(void **state)
{
    (void)state;
    struct compare_limit limit;
    assert_null(compare_limit_parse(&limit, "a>b:impl=x: ns/op >= 100"));
    assert_string_equal(limit.unit, "sec/op");
    assert_int_equal(limit.op, COMPARE_GE);
    assert_true(limit.bound > 99e-9 && limit.bound < 101e-9);
    assert_true(limit.named && !limit.relative);
    compare_limit_done(&limit);
    assert_null(compare_limit_parse(&limit, "MB/s<-5%"));
    assert_string_equal(limit.unit, "B/s");
    assert_true(limit.relative && limit.bound == -5 && !limit.named);
    compare_limit_done(&limit);
}

/* Judge the limit over the texts, each a file. Returns the exit status; the messages go
 * to `said`. */
static int judge(const char *text, const char *const *files, const char *by, char *said,
                 size_t size)
{
    struct gobench_set set = { 0 };
    struct compare_limit limit;
    const struct compare_join_options options = { .by = by, .alpha = 0.05, .confidence = 0.95 };
    char label[] = "a";
    for (; *files != NULL; files++, label[0]++) {
        FILE *in = fmemopen((void *)*files, strlen(*files), "r");
        assert_true(gobench_read(&set, in, label, label));
        fclose(in);
    }
    assert_null(compare_limit_parse(&limit, text));
    struct compare_joined *joined = compare_join(&set, &options);
    memset(said, 0, size);
    FILE *to = fmemopen(said, size - 1, "w");
    int status = compare_limit_check(&limit, joined, to);
    fclose(to);
    compare_limit_done(&limit);
    compare_joined_free(joined);
    gobench_set_done(&set);
    return status;
}

static void an_absolute_limit_names_each_result_that_breaks_it(void **state)
{
    (void)state;
    char said[2048];
    const char *files[] = { "BenchmarkX/impl=boxed-2 1 9 ns/op 1 allocs/op\n"
                            "BenchmarkX/impl=stack-2 1 9 ns/op 0 allocs/op\n",
                            NULL };
    assert_int_equal(judge("allocs/op>0", files, NULL, said, sizeof said), HM_EXIT_NO);
    assert_string_equal(said, "limit allocs/op>0: X/impl=boxed-2 has 1 allocs/op\n");
    assert_int_equal(judge("impl=stack:allocs/op>0", files, NULL, said, sizeof said), HM_EXIT_OK);
    assert_string_equal(said, "");
    assert_int_equal(judge("ns/op>8", files, NULL, said, sizeof said), HM_EXIT_NO);
    assert_int_equal(judge("ns/op>10", files, NULL, said, sizeof said), HM_EXIT_OK);
}

static void the_base_file_is_the_past_and_is_not_judged(void **state)
{
    (void)state;
    char said[2048];
    const char *better[] = { "BenchmarkX 1 1 allocs/op\n", "BenchmarkX 1 0 allocs/op\n", NULL };
    const char *worse[] = { "BenchmarkX 1 0 allocs/op\n", "BenchmarkX 1 1 allocs/op\n", NULL };
    assert_int_equal(judge("allocs/op>0", better, NULL, said, sizeof said), HM_EXIT_OK);
    assert_int_equal(judge("allocs/op>0", worse, NULL, said, sizeof said), HM_EXIT_NO);
    assert_string_equal(said, "limit allocs/op>0: X [b] has 1 allocs/op\n");
    assert_int_equal(judge("allocs/op>0%", worse, NULL, said, sizeof said), HM_EXIT_NO);
    assert_string_equal(said, "limit allocs/op>0%: X [b] went from 0 to 1 allocs/op, +1 (was 0)\n");
}

static void a_change_counts_only_when_it_is_significant(void **state)
{
    (void)state;
    char said[2048];
#define FOUR(a, b, c, d)                                                                           \
    "BenchmarkX 1 " #a " ns/op\nBenchmarkX 1 " #b " ns/op\nBenchmarkX 1 " #c                       \
    " ns/op\nBenchmarkX 1 " #d " ns/op\n"
    const char *slower[] = { FOUR(10, 11, 12, 13), FOUR(20, 21, 22, 23), NULL };
    const char *noise[] = { FOUR(10, 11, 12, 40), FOUR(9, 30, 31, 32), NULL };
    const char *few[] = { "BenchmarkX 1 1 ns/op\n", "BenchmarkX 1 9 ns/op\n", NULL };
    assert_int_equal(judge("ns/op>+10%", slower, NULL, said, sizeof said), HM_EXIT_NO);
    assert_string_equal(said,
                        "limit ns/op>+10%: X [b] went from 11.50n to 21.50n sec/op, +86.96%\n");
    assert_int_equal(judge("ns/op>+90%", slower, NULL, said, sizeof said), HM_EXIT_OK);
    assert_int_equal(judge("ns/op>+10%", noise, NULL, said, sizeof said), HM_EXIT_OK);
    assert_int_equal(judge("ns/op>+10%", few, NULL, said, sizeof said), HM_EXIT_USAGE);
    assert_string_equal(said,
                        "limit ns/op>+10% cannot be judged: X [b] has too few samples to detect "
                        "any difference\n");
}

static void what_is_missing_does_not_hold(void **state)
{
    (void)state;
    char said[2048];
    const char *gone[] = { "BenchmarkX 1 0 allocs/op\nBenchmarkY 1 0 allocs/op\n",
                           "BenchmarkX 1 0 allocs/op\n", NULL };
    assert_int_equal(judge("allocs/op>0", gone, NULL, said, sizeof said), HM_EXIT_USAGE);
    assert_string_equal(
        said, "limit allocs/op>0 cannot be judged: Y [b] was not measured, the base was\n");
    assert_int_equal(judge("B/op>0", gone, NULL, said, sizeof said), HM_EXIT_USAGE);
    assert_string_equal(said, "limit B/op>0 cannot be judged: no result has this unit\n");
    assert_int_equal(judge("Z:allocs/op>0", gone, NULL, said, sizeof said), HM_EXIT_USAGE);
}

static void a_count_that_varies_breaks_the_limit_if_one_run_does(void **state)
{
    (void)state;
    char said[2048];
    const char *files[] = { "Unit allocs/op assume=exact\nBenchmarkX 1 0 allocs/op\n"
                            "BenchmarkX 1 0 allocs/op\nBenchmarkX 1 1 allocs/op\n",
                            NULL };
    assert_int_equal(judge("allocs/op>0", files, NULL, said, sizeof said), HM_EXIT_NO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_that_is_none_says_what_was_expected),
        cmocka_unit_test(a_limit_is_in_the_unit_that_it_names),
        cmocka_unit_test(an_absolute_limit_names_each_result_that_breaks_it),
        cmocka_unit_test(the_base_file_is_the_past_and_is_not_judged),
        cmocka_unit_test(a_change_counts_only_when_it_is_significant),
        cmocka_unit_test(what_is_missing_does_not_hold),
        cmocka_unit_test(a_count_that_varies_breaks_the_limit_if_one_run_does),
    };
    return cmocka_run_group_tests_name("limit", tests, NULL, NULL);
}
