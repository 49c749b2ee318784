/* The grammar of --benchtime. */
#include "support/cmocka_all.h"

#include <stdio.h>

#include "bench/benchtime.h"

static void durations_are_read_as_go_reads_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t ns;
    } good[] = {
        { "0", 0 },
        { "1s", 1000000000 },
        { "100ms", 100000000 },
        { "1h30s", 3630000000000 },
        { "1.5s", 1500000000 },
        { ".5ms", 500000 },
        { "5.s", 5000000000 },
        { "3us", 3000 },
        { "3\xc2\xb5s", 3000 },
        { "3\xce\xbcs", 3000 },
        { "7ns", 7 },
        { "1m1m", 120000000000 },
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        uint64_t ns = 1;
        if (!hm_bench_parse_duration(good[i].text, &ns))
            fail_msg("%s is a duration", good[i].text);
        assert_int_equal(ns, good[i].ns);
    }
}

static void what_is_no_duration_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = { "",    "1",    "s",      "-1s",  "1 s",        "1s ", "1e3s",
                                       "1xs", "0x1s", "1.2.3s", "nans", "999999999h", ".s",  "1S" };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        uint64_t ns;
        if (hm_bench_parse_duration(bad[i], &ns))
            fail_msg("\"%s\" is no duration", bad[i]);
    }
}

static void a_count_ends_in_x(void **state)
{
    (void)state;
    struct hm_bench_benchtime goal;
    assert_null(hm_bench_parse_benchtime("100x", &goal));
    assert_int_equal(goal.n, 100);
    assert_null(hm_bench_parse_benchtime("250ms", &goal));
    assert_int_equal(goal.n, 0);
    assert_int_equal(goal.ns, 250000000);
}

static void nothing_and_less_than_nothing_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *why;
    } bad[] = {
        { "0x", "invalid count" },
        { "-5x", "invalid count" },
        { "x", "invalid count" },
        { "1.5x", "invalid count" },
        { "+1x", "invalid count" },
        { " 1x", "invalid count" },
        { "99999999999999999999x", "invalid count" },
        { "0s", "invalid duration" },
        { "0", "invalid duration" },
        { "-1s", "invalid duration" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct hm_bench_benchtime goal;
        const char *why = hm_bench_parse_benchtime(bad[i].text, &goal);
        assert_non_null(why);
        assert_string_equal(why, bad[i].why);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_read_as_go_reads_them),
        cmocka_unit_test(what_is_no_duration_is_refused),
        cmocka_unit_test(a_count_ends_in_x),
        cmocka_unit_test(nothing_and_less_than_nothing_are_refused),
    };
    return cmocka_run_group_tests_name("benchtime", tests, NULL, NULL);
}
