/* The messages of a benchmark, and where they appear. */
#include "support/cmocka_all.h"

#include <string.h>

#include "support/bench.h"

static void logs_once(hm_bench *b)
{
    while (hm_loop(b))
        fake.ns += 10;
    hm_priv_log(b, "dir/file.c", 12, "value %d", 7);
}

static void a_log_follows_its_result(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "Log", .run = logs_once } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x", "--cpu=2", "--benchmem=false");
    assert_non_null(strstr(run.text, "BenchmarkLog-2   \t      10\t        10.00 ns/op\n"
                                     "--- BENCH: BenchmarkLog-2\n"
                                     "    file.c:12: value 7\n"));
    bench_done(&run);
}

static void logs_lines(hm_bench *b)
{
    while (hm_loop(b))
        fake.ns += 10;
    hm_priv_log(b, "f.c", 1, "first\nsecond\n");
}

static void further_lines_are_indented_once_more(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "Log", .run = logs_lines } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x");
    assert_non_null(strstr(run.text, "\n    f.c:1: first\n        second\n"));
    assert_null(strstr(run.text, "second\n\n"));
    bench_done(&run);
}

static void logs_every_run(hm_bench *b)
{
    hm_priv_log(b, "f.c", 1, "n=%llu", (unsigned long long)hm_n(b));
    fake.ns += hm_n(b);
}

static void logs_of_every_run_add_up(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "Log", .run = logs_every_run } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=50x");
    assert_non_null(strstr(run.text, "    f.c:1: n=1\n    f.c:1: n=50\n"));
    bench_done(&run);
}

static void logs_much(hm_bench *b)
{
    for (int i = 0; i < 12; i++)
        hm_priv_log(b, "f.c", i, "line");
    fake.ns += hm_n(b);
}

static void a_long_log_is_cut_after_ten_lines(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "Log", .run = logs_much } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x");
    assert_non_null(strstr(run.text, "    f.c:9: line\n\t... [output truncated]\n"));
    assert_null(strstr(run.text, "f.c:10:"));
    bench_done(&run);
}

static void logs_without_end(hm_bench *b)
{
    while (hm_loop(b))
        hm_priv_log(b, "f.c", 1, "a line that is logged in each of very many rounds");
}

static void a_log_without_end_stays_small(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "Log", .run = logs_without_end } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=100000x");
    assert_true(strlen(run.report->results[0]->samples[0].output) <= 65536);
    assert_int_equal(run.report->results[0]->samples[0].n, 100000);
    bench_done(&run);
}

static void fails_in_probe(hm_bench *b)
{
    hm_priv_log(b, "f.c", 1, "before");
    hm_priv_error(b, "f.c", 2, "wrong: %s", "x");
    assert_true(hm_failed(b));
}

static void a_failure_in_the_probe_has_no_suffix_and_no_result(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "Fail", .run = fails_in_probe } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x", "--cpu=2", "--count=3");
    assert_string_equal(run.text,
                        "--- FAIL: BenchmarkFail\n    f.c:1: before\n    f.c:2: wrong: x\n");
    assert_true(run.report->failed);
    bench_done(&run);
}

static void fails_late(hm_bench *b)
{
    if (hm_n(b) > 1)
        hm_priv_error(b, "f.c", 3, "late");
    fake.ns += hm_n(b);
}

static void a_late_failure_is_a_line_of_its_own(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "FailLate", .run = fails_late } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x", "--cpu=2");
    assert_non_null(strstr(run.text, "\n--- FAIL: BenchmarkFailLate-2\n    f.c:3: late\n"));
    assert_null(strstr(run.text, "\nBenchmark"));
    bench_done(&run);
}

static void a_failed_count_does_not_stop_the_next(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "FailLate", .run = fails_late },
                                     { .name = "Log", .run = logs_once } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x", "--count=2");
    assert_int_equal(bench_result(&run, "BenchmarkFailLate")->sample_count, 2);
    assert_int_equal(bench_result(&run, "BenchmarkLog")->sample_count, 2);
    bench_done(&run);
}

static void skips(hm_bench *b)
{
    hm_priv_skip(b, "f.c", 4, "no server");
    while (hm_loop(b))
        fail();
}

static void a_skipped_benchmark_is_silent(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "Skip", .run = skips } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x");
    assert_string_equal(run.text, "");
    assert_false(run.report->failed);
    assert_int_equal(run.report->results[0]->samples[0].outcome, HM_SKIPPED);
    bench_done(&run);
}

static void a_skipped_benchmark_says_why_if_asked(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "Skip", .run = skips } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x", "-v");
    assert_string_equal(run.text, "--- SKIP: BenchmarkSkip\n    f.c:4: no server\n");
    bench_done(&run);
}

static void skips_late(hm_bench *b)
{
    if (hm_n(b) > 1)
        hm_priv_skip(b, "f.c", 5, "enough");
    fake.ns += hm_n(b);
}

static void a_late_skip_prints_no_result(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "SkipLate", .run = skips_late } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x");
    assert_null(strstr(run.text, "Benchmark"));
    assert_null(strstr(run.text, "NaN"));
    bench_done(&run);
}

static void sub_fails(hm_bench *b)
{
    hm_fail(b);
}

static void parent_of_failure(hm_bench *b)
{
    assert_false(hm_run(b, "child", sub_fails, NULL));
    assert_true(hm_failed(b));
}

static void a_failed_child_fails_its_parent(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "P", .run = parent_of_failure } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x");
    assert_string_equal(run.text, "--- FAIL: BenchmarkP/child\n--- FAIL: BenchmarkP\n");
    bench_done(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_log_follows_its_result),
        cmocka_unit_test(further_lines_are_indented_once_more),
        cmocka_unit_test(logs_of_every_run_add_up),
        cmocka_unit_test(a_long_log_is_cut_after_ten_lines),
        cmocka_unit_test(a_log_without_end_stays_small),
        cmocka_unit_test(a_failure_in_the_probe_has_no_suffix_and_no_result),
        cmocka_unit_test(a_late_failure_is_a_line_of_its_own),
        cmocka_unit_test(a_failed_count_does_not_stop_the_next),
        cmocka_unit_test(a_skipped_benchmark_is_silent),
        cmocka_unit_test(a_skipped_benchmark_says_why_if_asked),
        cmocka_unit_test(a_late_skip_prints_no_result),
        cmocka_unit_test(a_failed_child_fails_its_parent),
    };
    return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
