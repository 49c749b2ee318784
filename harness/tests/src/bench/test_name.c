/* Names as Go rewrites and numbers them. */
#include "support/cmocka_all.h"

#include "bench/name.h"

static struct hm_bench_store store;

static int release(void **state)
{
    (void)state;
    hm_bench_store_release(&store);
    store = (struct hm_bench_store){ 0 };
    return 0;
}

static void blanks_become_underscores_and_the_unprintable_an_escape(void **state)
{
    (void)state;
    static const struct {
        const char *name, *rewritten;
    } names[] = {
        { "plain", "plain" },
        { "a b", "a_b" },
        { "x\ty", "x_y" },
        { "a\r\n\v\fb", "a____b" },
        { "a/b", "a/b" },
        { "impl=boxed-2", "impl=boxed-2" },
        { "\x01", "\\x01" },
        { "\a\b", "\\a\\b" },
        { "\x7f", "\\x7f" },
        { "caf\xc3\xa9", "caf\xc3\xa9" },
        { "nbsp\xc2\xa0here", "nbsp_here" },
        { "wide\xe3\x80\x80here", "wide_here" },
        { "zero\xe2\x80\x8bwidth", "zero\\u200bwidth" },
        { "soft\xc2\xadhyphen", "soft\\u00adhyphen" },
        { "bad\xff", "bad\xef\xbf\xbd" },
        { "\xf3\xa0\x80\x81", "\\U000e0001" },
        { "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80" },
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_string_equal(hm_bench_rewrite_name(&store, names[i].name), names[i].rewritten);
}

static void the_second_of_a_name_gets_a_number(void **state)
{
    (void)state;
    struct hm_bench_names names = { 0 };
    assert_string_equal(hm_bench_unique_name(&names, &store, "P", "x"), "P/x");
    assert_string_equal(hm_bench_unique_name(&names, &store, "P", "x"), "P/x#01");
    assert_string_equal(hm_bench_unique_name(&names, &store, "P", "x"), "P/x#02");
    assert_string_equal(hm_bench_unique_name(&names, &store, "Q", "x"), "Q/x");
}

static void an_empty_name_is_numbered_from_zero(void **state)
{
    (void)state;
    struct hm_bench_names names = { 0 };
    assert_string_equal(hm_bench_unique_name(&names, &store, "P", ""), "P/#00");
    assert_string_equal(hm_bench_unique_name(&names, &store, "P", ""), "P/#01");
}

static void a_number_that_is_part_of_a_name_is_not_used_again(void **state)
{
    (void)state;
    struct hm_bench_names names = { 0 };
    assert_string_equal(hm_bench_unique_name(&names, &store, "P", "x#01"), "P/x#01");
    assert_string_equal(hm_bench_unique_name(&names, &store, "P", "x"), "P/x");
    assert_string_equal(hm_bench_unique_name(&names, &store, "P", "x"), "P/x#02");
}

static void a_number_given_out_is_not_taken_by_who_writes_it_later(void **state)
{
    (void)state;
    struct hm_bench_names names = { 0 };
    assert_string_equal(hm_bench_unique_name(&names, &store, "P", "x"), "P/x");
    assert_string_equal(hm_bench_unique_name(&names, &store, "P", "x"), "P/x#01");
    assert_string_equal(hm_bench_unique_name(&names, &store, "P", "x#01"), "P/x#01#01");
}

static void the_top_level_is_numbered_too(void **state)
{
    (void)state;
    struct hm_bench_names names = { 0 };
    assert_string_equal(hm_bench_unique_name(&names, &store, NULL, "BenchmarkX"), "BenchmarkX");
    assert_string_equal(hm_bench_unique_name(&names, &store, NULL, "BenchmarkX"), "BenchmarkX#01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_become_underscores_and_the_unprintable_an_escape),
        cmocka_unit_test(the_second_of_a_name_gets_a_number),
        cmocka_unit_test(an_empty_name_is_numbered_from_zero),
        cmocka_unit_test(a_number_that_is_part_of_a_name_is_not_used_again),
        cmocka_unit_test(a_number_given_out_is_not_taken_by_who_writes_it_later),
        cmocka_unit_test(the_top_level_is_numbered_too),
    };
    return cmocka_run_group_tests_name("name", tests, NULL, release);
}
