/* What the timer's three functions do to time, counts, sizes and metrics. */
#include "support/cmocka_all.h"

#include "support/bench.h"

static const hm_sample *first(const struct bench_run *run)
{
    assert_int_equal(run->report->result_count, 1);
    return &run->report->results[0]->samples[0];
}

static void setup_then_n(hm_bench *b)
{
    fake_op(1000, 1000, 100000);
    hm_reset_timer(b);
    for (uint64_t i = 0; i < hm_n(b); i++)
        fake_op(10, 1, 8);
}

static void reset_forgets_the_setup(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = setup_then_n } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1000x");
    assert_int_equal(first(&run)->time_ns, 10000);
    assert_int_equal(first(&run)->used.allocs, 1000);
    assert_int_equal(first(&run)->used.bytes, 8000);
    bench_done(&run);
}

static void setup_without_reset(hm_bench *b)
{
    fake_op(1000, 1000, 100000);
    for (uint64_t i = 0; i < hm_n(b); i++)
        fake_op(10, 1, 8);
}

static void without_reset_the_setup_is_charged(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = setup_without_reset } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1000x");
    assert_int_equal(first(&run)->used.allocs, 2000);
    assert_int_equal(first(&run)->used.bytes, 108000);
    bench_done(&run);
}

static void pauses(hm_bench *b)
{
    for (uint64_t i = 0; i < hm_n(b); i++) {
        fake_op(10, 1, 8);
        hm_stop_timer(b);
        hm_stop_timer(b); /* a second call changes nothing */
        fake_op(500, 7, 700);
        hm_start_timer(b);
        hm_start_timer(b);
    }
}

static void what_happens_while_stopped_is_not_counted(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = pauses } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=100x");
    assert_int_equal(first(&run)->time_ns, 1000);
    assert_int_equal(first(&run)->used.allocs, 100);
    assert_int_equal(first(&run)->used.bytes, 800);
    bench_done(&run);
}

static void pauses_in_loop(hm_bench *b)
{
    while (hm_loop(b)) {
        fake_op(10, 1, 8);
        hm_stop_timer(b);
        fake_op(500, 7, 700);
        hm_start_timer(b);
    }
}

static void pausing_inside_hm_loop_keeps_the_number_of_rounds(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = pauses_in_loop } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=100x");
    assert_int_equal(first(&run)->outcome, HM_MEASURED);
    assert_int_equal(first(&run)->n, 100);
    assert_int_equal(first(&run)->time_ns, 1000);
    assert_int_equal(first(&run)->used.allocs, 100);
    bench_done(&run);
}

static uint64_t elapsed[3];

static void looks_at_elapsed(hm_bench *b)
{
    fake.ns += 5;
    elapsed[0] = hm_elapsed_ns(b);
    hm_stop_timer(b);
    fake.ns += 100;
    elapsed[1] = hm_elapsed_ns(b);
    hm_reset_timer(b);
    hm_start_timer(b);
    fake.ns += 3;
    elapsed[2] = hm_elapsed_ns(b);
}

static void elapsed_is_what_the_timer_has_seen(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = looks_at_elapsed } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x");
    assert_int_equal(elapsed[0], 5);
    assert_int_equal(elapsed[1], 5);
    assert_int_equal(elapsed[2], 3);
    assert_int_equal(first(&run)->time_ns, 3);
    bench_done(&run);
}

static void reset_while_stopped(hm_bench *b)
{
    hm_stop_timer(b);
    hm_reset_timer(b);
    fake_op(100, 1, 8);
}

static void reset_leaves_a_stopped_timer_stopped(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = reset_while_stopped } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x");
    assert_int_equal(first(&run)->time_ns, 0);
    assert_int_equal(first(&run)->used.allocs, 0);
    bench_done(&run);
}

static void reports_around_reset(hm_bench *b)
{
    hm_report_metric(b, 1, "gone/op");
    hm_reset_timer(b);
    hm_report_metric(b, 2, "kept/op");
}

static void reset_forgets_metrics(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = reports_around_reset } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x");
    assert_int_equal(first(&run)->metric_count, 1);
    assert_string_equal(first(&run)->metrics[0].unit, "kept/op");
    bench_done(&run);
}

static void sizes_are_taken_inside_the_window_only(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = pauses_in_loop } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=50x", "--sizes");
    assert_true(first(&run)->sizes.measured);
    assert_int_equal(first(&run)->sizes.n, 50);
    assert_int_equal(first(&run)->sizes.usable, 50 * 16);
    assert_int_equal(first(&run)->sizes.go, 50 * 16);
    bench_done(&run);
}

static void the_sizes_pass_is_short_and_leaves_the_measurement_alone(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "X", .run = setup_then_n } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=50000x", "--sizes");
    assert_int_equal(first(&run)->n, 50000);
    assert_int_equal(first(&run)->used.allocs, 50000);
    assert_int_equal(first(&run)->sizes.n, 1000);
    assert_int_equal(first(&run)->sizes.go, 16000);
    bench_done(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reset_forgets_the_setup),
        cmocka_unit_test(without_reset_the_setup_is_charged),
        cmocka_unit_test(what_happens_while_stopped_is_not_counted),
        cmocka_unit_test(pausing_inside_hm_loop_keeps_the_number_of_rounds),
        cmocka_unit_test(elapsed_is_what_the_timer_has_seen),
        cmocka_unit_test(reset_leaves_a_stopped_timer_stopped),
        cmocka_unit_test(reset_forgets_metrics),
        cmocka_unit_test(sizes_are_taken_inside_the_window_only),
        cmocka_unit_test(the_sizes_pass_is_short_and_leaves_the_measurement_alone),
    };
    return cmocka_run_group_tests_name("timer", tests, NULL, NULL);
}
