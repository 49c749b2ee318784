/* The file of the last good run: missing, of another toolchain or schema, higher, lower. */
#include "support/cmocka_all.h"

#include <string.h>
#include <unistd.h>

#include <heapmark/expect.h>
#include <heapmark/keep.h>

#include "support/counted.h"

static char path[] = "/tmp/test_baseline_XXXXXX";
static hm_priv_place place;

static void make(int blocks)
{
    for (int i = 0; i < blocks; i++) {
        void *block = malloc(10);
        hm_keep(block);
        free(block);
    }
}

static void make_otherwise(void)
{
    void *block = malloc(20);
    hm_keep(block);
    free(block);
}

static const hm_finding *measure_against(hm_limit allocs, const char *name, int blocks)
{
    hm_budget budget = { .name = name, .allocs = allocs, .baseline = path };
    hm_expect *e = hm_priv_expect_begin(&budget, &place);
    make(blocks);
    if (blocks == 5)
        make_otherwise();
    return hm_expect_end(e);
}

static const hm_finding *measure(const char *name, int blocks)
{
    return measure_against(hm_ratchet(), name, blocks);
}

static void update(const char *name, int blocks)
{
    setenv("HEAPMARK_BASELINE", "update", 1);
    const hm_finding *found = measure(name, blocks);
    unsetenv("HEAPMARK_BASELINE");
    assert_string_equal(found->message, "");
    assert_int_equal(found->verdict, HM_HELD);
}

static void put(const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static const char *text_of(void)
{
    static char text[4096];
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    text[fread(text, 1, sizeof text - 1, f)] = '\0';
    fclose(f);
    return text;
}

static int fresh(void **state)
{
    (void)state;
    unlink(path);
    place = HM_PRIV_HERE;
    place.toolchain = "gcc-12 x86-64 optimised";
    return 0;
}

static void without_numbers_the_budget_is_broken(void **state)
{
    (void)state;
    assert_int_equal(measure("one", 1)->verdict, HM_BROKEN);
    update("other", 1);
    const hm_finding *found = measure("one", 1);
    assert_int_equal(found->verdict, HM_BROKEN);
    assert_non_null(strstr(found->message, "HEAPMARK_BASELINE=update"));
}

static void an_update_writes_the_numbers_and_the_sites(void **state)
{
    (void)state;
    update("a name", 3);
    assert_string_equal(text_of(), "heapmark-budgets/1\nregion a name\n"
                                   "toolchain gcc-12 x86-64 optimised\ncount 3 30 10 0\n"
                                   "site 3 30 test_baseline.c make\n");
}

static void an_update_keeps_the_other_regions(void **state)
{
    (void)state;
    update("first", 1);
    update("second", 2);
    update("third", 3);
    update("second", 4);
    const char *text = text_of();
    const char *first = strstr(text, "region first\n"), *second = strstr(text, "region second\n");
    assert_non_null(first);
    assert_true(second > first && strstr(text, "region third\n") > second);
    assert_non_null(strstr(text, "count 4 40"));
    assert_null(strstr(text, "count 2 20"));
    assert_int_equal(measure("first", 1)->verdict, HM_HELD);
    assert_int_equal(measure("third", 3)->verdict, HM_HELD);
}

static void more_blocks_break_it_and_the_new_site_is_named(void **state)
{
    (void)state;
    update("r", 4);
    assert_int_equal(measure("r", 4)->verdict, HM_HELD);
    const hm_finding *found = measure("r", 5);
    assert_int_equal(found->verdict, HM_BROKEN);
    assert_non_null(strstr(found->message, "r: 6 blocks, the baseline has 4 ("));
    assert_non_null(strstr(found->message, "  +1 block in make, test_baseline.c\n"));
    assert_non_null(strstr(found->message, "  +1 block in make_otherwise, test_baseline.c\n"));
}

static void fewer_blocks_hold_and_the_message_says_so(void **state)
{
    (void)state;
    update("r", 4);
    const hm_finding *found = measure("r", 2);
    assert_int_equal(found->verdict, HM_HELD);
    assert_string_equal(found->message,
                        "r: 2 blocks, the baseline has 4: HEAPMARK_BASELINE=update keeps it\n");
}

static void numbers_of_another_toolchain_do_not_judge(void **state)
{
    (void)state;
    update("r", 1);
    place.toolchain = "clang-14 x86-64 optimised";
    const hm_finding *found = measure("r", 3);
    assert_int_equal(found->verdict, HM_CANNOT_COUNT);
    assert_non_null(
        strstr(found->message, "has numbers of gcc-12 x86-64 optimised, none of clang"));
    update("r", 3);
    assert_int_equal(measure("r", 3)->verdict, HM_HELD);
    place.toolchain = "gcc-12 x86-64 optimised";
    assert_int_equal(measure("r", 1)->verdict, HM_HELD);
}

static void files_that_are_no_baselines_are_refused_with_their_line(void **state)
{
    (void)state;
    char wanted[128];
    put("heapmark-budgets/2\nregion r\n");
    const hm_finding *found = measure("r", 1);
    snprintf(wanted, sizeof wanted, "%s:1: no baseline of schema heapmark-budgets/1\n", path);
    assert_int_equal(found->verdict, HM_MISUSED);
    assert_string_equal(found->message, wanted);
    put("heapmark-budgets/1\nregion r\ntoolchain gcc-12 x86-64 optimised\ncount three\n");
    found = measure("r", 1);
    snprintf(wanted, sizeof wanted, "%s:4: no baseline of schema heapmark-budgets/1\n", path);
    assert_string_equal(found->message, wanted);
}

static void an_update_writes_over_no_other_file(void **state)
{
    (void)state;
    put("my notes\n");
    setenv("HEAPMARK_BASELINE", "update", 1);
    const hm_finding *found = measure("r", 1);
    unsetenv("HEAPMARK_BASELINE");
    assert_int_equal(found->verdict, HM_MISUSED);
    assert_string_equal(text_of(), "my notes\n");
}

static void other_limits_show_the_difference_too(void **state)
{
    (void)state;
    const hm_limit limits[] = { hm_exactly(4), hm_at_most(4) };
    for (int i = 0; i < 2; i++) {
        unlink(path);
        setenv("HEAPMARK_BASELINE", "update", 1);
        assert_int_equal(measure_against(limits[i], "r", 4)->verdict, HM_HELD);
        unsetenv("HEAPMARK_BASELINE");
        assert_non_null(strstr(text_of(), "region r\n"));
        const hm_finding *found = measure_against(limits[i], "r", 5);
        assert_int_equal(found->verdict, HM_BROKEN);
        assert_non_null(strstr(found->message, "r: 6 blocks, the budget is "));
        assert_non_null(strstr(found->message, "against the last good run ("));
        assert_non_null(strstr(found->message, "  +1 block in make, test_baseline.c\n"));
        assert_non_null(strstr(found->message, "  +1 block in make_otherwise, test_baseline.c\n"));
    }
}

static void an_update_keeps_the_last_good_run_when_a_limit_is_broken(void **state)
{
    (void)state;
    update("r", 4);
    setenv("HEAPMARK_BASELINE", "update", 1);
    const hm_finding *found = measure_against(hm_at_most(4), "r", 5);
    unsetenv("HEAPMARK_BASELINE");
    assert_int_equal(found->verdict, HM_BROKEN);
    assert_non_null(strstr(text_of(), "count 4 40 10 0\n"));
}

static void other_limits_judge_without_numbers(void **state)
{
    (void)state;
    assert_int_equal(measure_against(hm_exactly(4), "r", 4)->verdict, HM_HELD);
    const hm_finding *found = measure_against(hm_exactly(3), "r", 4);
    assert_int_equal(found->verdict, HM_BROKEN);
    assert_non_null(strstr(found->message, "r: 4 blocks, the budget is 3 ("));
    assert_non_null(strstr(found->message, "r: no numbers in "));
}

int main(void)
{
    HM_NEEDS_COUNTING();
    close(mkstemp(path));
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(without_numbers_the_budget_is_broken, fresh),
        cmocka_unit_test_setup(an_update_writes_the_numbers_and_the_sites, fresh),
        cmocka_unit_test_setup(an_update_keeps_the_other_regions, fresh),
        cmocka_unit_test_setup(more_blocks_break_it_and_the_new_site_is_named, fresh),
        cmocka_unit_test_setup(fewer_blocks_hold_and_the_message_says_so, fresh),
        cmocka_unit_test_setup(numbers_of_another_toolchain_do_not_judge, fresh),
        cmocka_unit_test_setup(files_that_are_no_baselines_are_refused_with_their_line, fresh),
        cmocka_unit_test_setup(an_update_writes_over_no_other_file, fresh),
        cmocka_unit_test_setup(other_limits_show_the_difference_too, fresh),
        cmocka_unit_test_setup(an_update_keeps_the_last_good_run_when_a_limit_is_broken, fresh),
        cmocka_unit_test_setup(other_limits_judge_without_numbers, fresh),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
