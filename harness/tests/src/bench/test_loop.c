/* hm_loop(): how often the body runs, and what is inside the window. */
#include "support/cmocka_all.h"

#include <string.h>

#include "support/bench.h"

static uint64_t calls, rounds;
static uint64_t seen_n[8];

static void thirty_ns(hm_bench *b)
{
    calls++;
    fake_op(1000000, 1000, 48000); /* setup */
    while (hm_loop(b)) {
        rounds++;
        fake_op(30, 1, 24);
    }
    fake_op(1000000, 1000, 48000); /* after the loop */
}

static const hm_sample *only(const struct bench_run *run)
{
    assert_int_equal(run->report->result_count, 1);
    assert_int_equal(run->report->results[0]->sample_count, 1);
    return &run->report->results[0]->samples[0];
}

static int reset(void **state)
{
    (void)state;
    calls = rounds = 0;
    memset(seen_n, 0, sizeof seen_n);
    fake.not_counting = false;
    return 0;
}

static void the_function_is_called_once_for_a_whole_measurement(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = thirty_ns } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=100ms");
    const hm_sample *sample = only(&run);
    assert_int_equal(calls, 1);
    assert_int_equal(sample->n, rounds);
    assert_int_equal(sample->n, 3999999); /* 1, 100, 10000, 1000000, then what is missing */
    bench_done(&run);
}

static void setup_and_what_follows_the_loop_are_not_counted(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = thirty_ns } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=7x");
    const hm_sample *sample = only(&run);
    assert_int_equal(sample->n, 7);
    assert_int_equal(rounds, 7);
    assert_int_equal(sample->time_ns, 7 * 30);
    assert_int_equal(sample->used.allocs, 7);
    assert_int_equal(sample->used.bytes, 7 * 24);
    bench_done(&run);
}

static void one_time_means_one_time(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = thirty_ns } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x");
    assert_int_equal(only(&run)->n, 1);
    assert_int_equal(rounds, 1);
    bench_done(&run);
}

static void each_count_calls_the_function_anew(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = thirty_ns } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=5x", "--count=3");
    assert_int_equal(calls, 3);
    assert_int_equal(rounds, 15);
    assert_int_equal(run.report->results[0]->sample_count, 3);
    bench_done(&run);
}

static void notes_n(hm_bench *b)
{
    seen_n[0] = hm_n(b);
    while (hm_loop(b)) {
        seen_n[1] = hm_n(b);
        fake_op(10, 0, 0);
    }
    seen_n[2] = hm_n(b);
    seen_n[3] = hm_loop(b); /* and it stays false */
}

static void n_is_hidden_inside_the_loop_and_known_after_it(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = notes_n } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=9x");
    assert_int_equal(seen_n[0], 1);
    assert_int_equal(seen_n[1], 0);
    assert_int_equal(seen_n[2], 9);
    assert_int_equal(seen_n[3], 0);
    assert_int_equal(only(&run)->n, 9);
    bench_done(&run);
}

static void takes_no_time(hm_bench *b)
{
    while (hm_loop(b))
        ;
}

static void a_body_that_takes_no_time_ends_at_a_thousand_million(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = takes_no_time } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1s");
    assert_int_equal(only(&run)->n, 1000000000);
    bench_done(&run);
}

static void breaks(hm_bench *b)
{
    while (hm_loop(b))
        break;
}

static void leaving_the_loop_early_fails_the_benchmark(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = breaks } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x");
    assert_true(run.report->failed);
    assert_int_equal(only(&run)->outcome, HM_FAILED);
    assert_string_equal(run.text, "--- FAIL: BenchmarkX\n"
                                  "    benchmark function returned without hm_loop() == false "
                                  "(break or return in loop?)\n");
    bench_done(&run);
}

static void stops(hm_bench *b)
{
    while (hm_loop(b))
        hm_stop_timer(b);
}

static void looping_with_the_timer_stopped_fails_the_benchmark(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = stops } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x");
    assert_string_equal(run.text, "--- FAIL: BenchmarkX\n"
                                  "    hm_loop called with timer stopped\n");
    bench_done(&run);
}

static void errs_in_round_three(hm_bench *b)
{
    while (hm_loop(b))
        if (++rounds == 3)
            hm_error(b, "three");
}

static void an_error_ends_the_loop_at_once(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = errs_in_round_three } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x");
    assert_int_equal(rounds, 3);
    assert_int_equal(only(&run)->outcome, HM_FAILED);
    assert_non_null(strstr(run.text, "three\n"));
    assert_null(strstr(run.text, "returned without"));
    bench_done(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_function_is_called_once_for_a_whole_measurement, reset),
        cmocka_unit_test_setup(setup_and_what_follows_the_loop_are_not_counted, reset),
        cmocka_unit_test_setup(one_time_means_one_time, reset),
        cmocka_unit_test_setup(each_count_calls_the_function_anew, reset),
        cmocka_unit_test_setup(n_is_hidden_inside_the_loop_and_known_after_it, reset),
        cmocka_unit_test_setup(a_body_that_takes_no_time_ends_at_a_thousand_million, reset),
        cmocka_unit_test_setup(leaving_the_loop_early_fails_the_benchmark, reset),
        cmocka_unit_test_setup(looping_with_the_timer_stopped_fails_the_benchmark, reset),
        cmocka_unit_test_setup(an_error_ends_the_loop_at_once, reset),
    };
    return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
