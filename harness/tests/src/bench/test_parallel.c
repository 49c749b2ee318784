/* Parallel bodies: exactly N operations, however many threads share them. */
#include "support/cmocka_all.h"

#include <stdatomic.h>
#include <string.h>

#include <heapmark/keep.h>

#include "support/bench.h"

static _Atomic uint64_t rounds, workers;

static int reset(void **state)
{
    (void)state;
    rounds = workers = 0;
    return 0;
}

static void body(hm_pb *pb, void *arg)
{
    workers++;
    assert_ptr_equal(arg, &rounds);
    while (hm_pb_next(pb))
        rounds++;
}

static void shares(hm_bench *b)
{
    rounds = workers = 0;
    hm_run_parallel(b, body, (void *)&rounds);
}

static void all_threads_together_do_n_operations(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "P", .run = shares } };
    static const char *const counts[] = { "--benchtime=1x", "--benchtime=2x", "--benchtime=12345x",
                                          "--benchtime=1000000x" };
    static const uint64_t expected[] = { 1, 2, 12345, 1000000 };
    for (size_t i = 0; i < 4; i++) {
        struct bench_run run;
        BENCH(&run, cases, counts[i], "--cpu=3");
        assert_int_equal(rounds, expected[i]);
        assert_int_equal(workers, 3);
        assert_int_equal(run.report->results[0]->samples[0].n, expected[i]);
        assert_int_equal(run.report->results[0]->samples[0].outcome, HM_MEASURED);
        bench_done(&run);
    }
}

static void shares_more(hm_bench *b)
{
    workers = 0;
    hm_set_parallelism(b, 0); /* ignored */
    hm_set_parallelism(b, 2);
    hm_run_parallel(b, body, (void *)&rounds);
}

static void parallelism_multiplies_the_threads(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "P", .run = shares_more } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=100x", "--cpu=3");
    assert_int_equal(workers, 6);
    bench_done(&run);
}

static void leaves(hm_pb *pb, void *arg)
{
    (void)arg;
    hm_pb_next(pb);
}

static void leaves_early(hm_bench *b)
{
    hm_run_parallel(b, leaves, NULL);
}

static void returning_early_fails_the_benchmark(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "P", .run = leaves_early } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1000x", "--cpu=2");
    assert_true(run.report->failed);
    assert_non_null(strstr(run.text, "body returned before hm_pb_next() == false"));
    bench_done(&run);
}

static atomic_bool first_left;

static void one_leaves(hm_pb *pb, void *arg)
{
    (void)arg;
    if (!atomic_exchange(&first_left, true))
        return;
    while (hm_pb_next(pb))
        ;
}

static void one_leaves_early(hm_bench *b)
{
    first_left = false;
    hm_run_parallel(b, one_leaves, NULL);
}

static void one_worker_that_returns_early_is_enough(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "P", .run = one_leaves_early } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1000x", "--cpu=2");
    assert_true(run.report->failed);
    bench_done(&run);
}

static void allocates_per_op(hm_pb *pb, void *arg)
{
    (void)arg;
    while (hm_pb_next(pb)) {
        void *block = malloc(24);
        hm_keep(block);
        free(block);
    }
}

static void allocates(hm_bench *b)
{
    hm_run_parallel(b, allocates_per_op, NULL);
}

/* With the real counters: the blocks for starting threads must not be counted. */
static void the_blocks_of_all_threads_are_counted_and_those_of_the_runner_are_not(void **state)
{
    (void)state;
    if (!hm_counting())
        skip();
    static const hm_case cases[] = {
        { .name = "P", .run = allocates, .claim = HM_CLAIM(.allocs = 1, .bytes = 24) }
    };
    assert_int_equal(hm_main(6,
                             (char *[]){ "test", "--check", "--cpu=1,2,5", "--benchtime=1x",
                                         "--count=20", "--out=/dev/null", NULL },
                             cases, 1),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(all_threads_together_do_n_operations, reset),
        cmocka_unit_test_setup(parallelism_multiplies_the_threads, reset),
        cmocka_unit_test_setup(returning_early_fails_the_benchmark, reset),
        cmocka_unit_test_setup(one_worker_that_returns_early_is_enough, reset),
        cmocka_unit_test(the_blocks_of_all_threads_are_counted_and_those_of_the_runner_are_not),
    };
    return cmocka_run_group_tests_name("parallel", tests, NULL, NULL);
}
