/* Benchmarks that count to hm_n() themselves, and the values that a benchmark may set. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "support/bench.h"

static uint64_t calls;
static uint64_t ns[64];

static const hm_sample *first(const struct bench_run *run)
{
    assert_int_equal(run->report->result_count, 1);
    return &run->report->results[0]->samples[0];
}

static int reset(void **state)
{
    (void)state;
    calls = 0;
    return 0;
}

static void counts_for_itself(hm_bench *b)
{
    if (calls < 64)
        ns[calls] = hm_n(b);
    calls++;
    fake.ns += 30 * hm_n(b);
}

static void n_grows_until_the_time_is_reached(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = counts_for_itself } };
    static const uint64_t expected[] = { 1, 100, 10000, 1000000, 3999999 };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=100ms");
    assert_int_equal(calls, 5);
    assert_memory_equal(ns, expected, sizeof expected);
    assert_int_equal(first(&run)->n, 3999999);
    bench_done(&run);
}

static void a_slow_function_runs_once(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = counts_for_itself } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=30ns");
    assert_int_equal(calls, 1);
    assert_int_equal(first(&run)->n, 1);
    bench_done(&run);
}

static void a_fixed_count_is_one_probe_and_one_run(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = counts_for_itself } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=500x");
    assert_int_equal(calls, 2);
    assert_int_equal(ns[0], 1);
    assert_int_equal(ns[1], 500);
    bench_done(&run);
}

static void a_fixed_count_of_one_is_the_probe_itself(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = counts_for_itself } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x");
    assert_int_equal(calls, 1);
    bench_done(&run);
}

static void allocates_in_the_probe(hm_bench *b)
{
    fake_op(10 * hm_n(b), hm_n(b) == 1 ? 5 : 0, 0);
}

static void only_the_last_run_is_reported(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = allocates_in_the_probe } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x");
    assert_int_equal(first(&run)->used.allocs, 0);
    bench_done(&run);
}

static void every_second(hm_bench *b)
{
    for (uint64_t i = 0; i < hm_n(b); i++)
        fake_op(10, i % 2, i % 2 * 8);
}

static void division_truncates_in_the_text_and_the_total_stays_exact(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = every_second } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=100x", "--cpu=1");
    assert_int_equal(first(&run)->used.allocs, 50);
    assert_int_equal(first(&run)->used.bytes, 400);
    assert_non_null(strstr(run.text, "\t       4 B/op\t       0 allocs/op\n"));
    bench_done(&run);
}

static char trail[64];

static void mark(void *arg)
{
    strncat(trail, arg, sizeof trail - strlen(trail) - 1);
    fake_op(1000, 100, 100);
}

static void has_cleanups(hm_bench *b)
{
    hm_cleanup(b, mark, "a");
    hm_cleanup(b, mark, "b");
    while (hm_loop(b))
        fake_op(10, 0, 0);
}

static void cleanups_run_last_first_and_outside_the_window(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = has_cleanups } };
    struct bench_run run;
    trail[0] = '\0';
    BENCH(&run, cases, "--benchtime=10x");
    assert_string_equal(trail, "ba");
    assert_int_equal(first(&run)->time_ns, 100);
    assert_int_equal(first(&run)->used.allocs, 0);
    bench_done(&run);
}

static void has_cleanups_and_counts(hm_bench *b)
{
    hm_cleanup(b, mark, "c");
    fake.ns += 10 * hm_n(b);
}

static void cleanups_run_after_every_run(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = has_cleanups_and_counts } };
    struct bench_run run;
    trail[0] = '\0';
    BENCH(&run, cases, "--benchtime=10x");
    assert_string_equal(trail, "cc");
    assert_int_equal(first(&run)->time_ns, 100);
    bench_done(&run);
}

static void fails_with_cleanup(hm_bench *b)
{
    hm_cleanup(b, mark, "f");
    hm_fail(b);
}

static void cleanups_run_after_a_failure_too(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = fails_with_cleanup } };
    struct bench_run run;
    trail[0] = '\0';
    BENCH(&run, cases, "--benchtime=10x");
    assert_string_equal(trail, "f");
    bench_done(&run);
}

static void reports(hm_bench *b)
{
    while (hm_loop(b))
        fake_op(100, 1, 8);
    hm_set_bytes(b, 27);
    hm_report_metric(b, 1, "zebra/op");
    hm_report_metric(b, 7.9, "allocs/op");
    hm_report_metric(b, 0.5, "apple/op");
    hm_report_metric(b, 3, "zebra/op");
}

static void metrics_are_sorted_and_the_last_value_wins(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = reports } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x", "--cpu=1");
    const hm_sample *sample = first(&run);
    assert_int_equal(sample->metric_count, 3);
    assert_string_equal(sample->metrics[0].unit, "allocs/op");
    assert_string_equal(sample->metrics[1].unit, "apple/op");
    assert_string_equal(sample->metrics[2].unit, "zebra/op");
    assert_true(sample->metrics[2].value == 3);
    assert_int_equal(sample->set_bytes, 27);
    assert_non_null(strstr(run.text, "BenchmarkX \t      10\t       100.0 ns/op\t 270.00 MB/s\t"
                                     "         0.5000 apple/op\t         3.000 zebra/op\t"
                                     "       8 B/op\t       7 allocs/op\n"));
    bench_done(&run);
}

static const char *unit;

static void reports_unit(hm_bench *b)
{
    hm_report_metric(b, 1, unit);
}

static void a_unit_without_a_name_or_with_a_blank_fails_the_benchmark(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = reports_unit } };
    static const char *const bad[] = { "", "a b", "a\tb", "a\n", NULL };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct bench_run run;
        unit = bad[i];
        BENCH(&run, cases, "--benchtime=10x");
        assert_int_equal(first(&run)->outcome, HM_FAILED);
        assert_non_null(strstr(first(&run)->output, "metric unit"));
        bench_done(&run);
    }
}

static void reports_too_much(hm_bench *b)
{
    for (int i = 0; i < 100; i++) {
        char name[16];
        snprintf(name, sizeof name, "u%d", i);
        hm_report_metric(b, i, name);
    }
}

static void too_many_metrics_fail_the_benchmark(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = reports_too_much } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x");
    assert_int_equal(first(&run)->outcome, HM_FAILED);
    assert_non_null(strstr(first(&run)->output, "more than 64 metrics"));
    bench_done(&run);
}

static int value = 42;

static void reads_arg(hm_bench *b)
{
    assert_ptr_equal(hm_arg(b), &value);
}

static void the_argument_of_the_case_arrives(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = reads_arg, .arg = &value } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x");
    assert_int_equal(first(&run)->outcome, HM_MEASURED);
    bench_done(&run);
}

static void asks_for_allocs(hm_bench *b)
{
    hm_report_allocs(b);
    fake.ns += hm_n(b);
}

static void allocation_columns_may_be_asked_for_by_the_benchmark(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "A", .run = counts_for_itself },
                                     { .name = "B", .run = asks_for_allocs } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x", "--benchmem=false");
    assert_false(bench_result(&run, "BenchmarkA")->show_allocs);
    assert_true(bench_result(&run, "BenchmarkB")->show_allocs);
    bench_done(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(n_grows_until_the_time_is_reached, reset),
        cmocka_unit_test_setup(a_slow_function_runs_once, reset),
        cmocka_unit_test_setup(a_fixed_count_is_one_probe_and_one_run, reset),
        cmocka_unit_test_setup(a_fixed_count_of_one_is_the_probe_itself, reset),
        cmocka_unit_test(only_the_last_run_is_reported),
        cmocka_unit_test(division_truncates_in_the_text_and_the_total_stays_exact),
        cmocka_unit_test(cleanups_run_last_first_and_outside_the_window),
        cmocka_unit_test(cleanups_run_after_every_run),
        cmocka_unit_test(cleanups_run_after_a_failure_too),
        cmocka_unit_test(metrics_are_sorted_and_the_last_value_wins),
        cmocka_unit_test(a_unit_without_a_name_or_with_a_blank_fails_the_benchmark),
        cmocka_unit_test(too_many_metrics_fail_the_benchmark),
        cmocka_unit_test(the_argument_of_the_case_arrives),
        cmocka_unit_test_setup(allocation_columns_may_be_asked_for_by_the_benchmark, reset),
    };
    return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
