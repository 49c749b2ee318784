/* Ending early on a signal or at a limit. test_main.c tests a process that ends at once. */
#include "support/cmocka_all.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "bench/stop.h"

static void nothing_asked_for_a_stop_at_first(void **state)
{
    (void)state;
    hm_bench_stop_watch(0);
    assert_false(hm_bench_stop_requested());
    assert_null(hm_bench_stop_reason());
    hm_bench_stop_unwatch();
}

static void a_signal_asks_once_and_sets_the_loop_back(void **state)
{
    (void)state;
    volatile uint64_t left = 1000;
    hm_bench_stop_watch(0);
    hm_bench_stop_loop(&left);
    raise(SIGINT);
    assert_true(hm_bench_stop_requested());
    assert_string_equal(hm_bench_stop_reason(), "interrupted");
    assert_int_equal(left, 1);
    hm_bench_stop_loop(NULL);
    hm_bench_stop_unwatch();
}

static void the_loop_is_set_back_again_if_it_wrote_over_it(void **state)
{
    (void)state;
    volatile uint64_t left = 1000;
    hm_bench_stop_watch(0);
    hm_bench_stop_loop(&left);
    raise(SIGTERM);
    left = 999;
    for (int i = 0; i < 1000 && left != 1; i++)
        usleep(1000);
    assert_int_equal(left, 1);
    hm_bench_stop_loop(NULL);
    hm_bench_stop_unwatch();
}

static void the_limit_asks_too(void **state)
{
    (void)state;
    hm_bench_stop_watch(1);
    for (int i = 0; i < 1000 && !hm_bench_stop_requested(); i++)
        usleep(1000);
    assert_string_equal(hm_bench_stop_reason(), "time limit reached");
    hm_bench_stop_unwatch();
}

static volatile sig_atomic_t seen;

static void on_int(int signal)
{
    seen = signal;
}

static void handlers_are_put_back(void **state)
{
    (void)state;
    signal(SIGINT, on_int);
    hm_bench_stop_watch(0);
    hm_bench_stop_unwatch();
    raise(SIGINT);
    assert_int_equal(seen, SIGINT);
    signal(SIGINT, SIG_DFL);
}

static void an_ignored_signal_stays_ignored(void **state)
{
    (void)state;
    signal(SIGINT, SIG_IGN);
    hm_bench_stop_watch(0);
    raise(SIGINT);
    assert_false(hm_bench_stop_requested());
    hm_bench_stop_unwatch();
    signal(SIGINT, SIG_DFL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_asked_for_a_stop_at_first),
        cmocka_unit_test(a_signal_asks_once_and_sets_the_loop_back),
        cmocka_unit_test(the_loop_is_set_back_again_if_it_wrote_over_it),
        cmocka_unit_test(the_limit_asks_too),
        cmocka_unit_test(handlers_are_put_back),
        cmocka_unit_test(an_ignored_signal_stays_ignored),
    };
    return cmocka_run_group_tests_name("stop", tests, NULL, NULL);
}
