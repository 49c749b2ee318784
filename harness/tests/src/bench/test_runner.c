/* Which benchmarks run, under which names, in which order and columns. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>

#include "support/bench.h"

static char order[512];

static void note(const char *name)
{
    strncat(order, name, sizeof order - strlen(order) - 1);
    strncat(order, " ", sizeof order - strlen(order) - 1);
}

static int reset(void **state)
{
    (void)state;
    order[0] = '\0';
    fake.not_counting = false;
    return 0;
}

static void leaf(hm_bench *b)
{
    while (hm_loop(b))
        fake_op(10, 1, 8);
}

static void other_leaf(hm_bench *b)
{
    leaf(b);
}

/* Names of all results, each followed by a blank. */
static const char *names(const struct bench_run *run)
{
    order[0] = '\0';
    for (size_t i = 0; i < run->report->result_count; i++)
        note(run->report->results[i]->name + strlen("Benchmark"));
    return order;
}

static void inner(hm_bench *b)
{
    hm_run(b, "z", leaf, NULL);
    hm_run(b, "w", leaf, NULL);
}

static void csub(hm_bench *b)
{
    hm_run(b, "x", leaf, NULL);
    hm_run(b, "y", inner, NULL);
}

static const hm_case tree[] = { { .name = "CSub", .run = csub },
                                { .name = "Plain", .run = leaf },
                                { .name = "Set/impl=a", .run = leaf },
                                { .name = "Set/impl=b", .run = leaf } };

static void check_names(const char *bench, const char *skip, const char *expected)
{
    struct bench_run run;
    if (skip == NULL)
        BENCH(&run, tree, "--benchtime=1x", "--bench", bench);
    else
        BENCH(&run, tree, "--benchtime=1x", "--bench", bench, "--skip", skip);
    assert_string_equal(names(&run), expected);
    bench_done(&run);
}

static void patterns_choose_levels(void **state)
{
    (void)state;
    check_names(".", NULL, "CSub/x CSub/y/z CSub/y/w Plain Set/impl=a Set/impl=b ");
    check_names("CSub/y/z", NULL, "CSub/y/z ");
    check_names("/y", NULL, "CSub/y/z CSub/y/w ");
    check_names("CSub/nothing", NULL, "");
    check_names("nothing", NULL, "");
    check_names("Set/impl=b", NULL, "Set/impl=b ");
    check_names("Plain|CSub/x", NULL, "CSub/x Plain ");
    check_names("", NULL, "");
}

static void skip_takes_away(void **state)
{
    (void)state;
    check_names(".", "CSub|impl", "Plain Set/impl=a Set/impl=b ");
    check_names(".", "CSub/y/w|/impl=a", "CSub/x CSub/y/z Plain Set/impl=b ");
}

static uint64_t parent_runs;

static void parent(hm_bench *b)
{
    parent_runs++;
    hm_run(b, "a b", leaf, NULL);
    hm_run(b, "a b", leaf, NULL);
    hm_run(b, "", leaf, NULL);
    hm_run(b, "x\ty", leaf, NULL);
}

static void children_have_clean_names_and_numbers(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "P", .run = parent } };
    struct bench_run run;
    parent_runs = 0;
    BENCH(&run, cases, "--benchtime=100x", "--count=2");
    assert_string_equal(names(&run), "P/a_b P/a_b#01 P/#00 P/x_y ");
    assert_int_equal(parent_runs, 1);
    bench_done(&run);
}

static void the_same_name_twice_in_the_table_is_numbered(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "P", .run = leaf }, { .name = "P", .run = leaf } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x");
    assert_string_equal(names(&run), "P P#01 ");
    bench_done(&run);
}

static unsigned probes;

static void parent_that_looks(hm_bench *b)
{
    probes++;
    (void)hm_n(b);
}

static void a_name_with_too_few_levels_is_only_probed(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "P", .run = parent_that_looks } };
    struct bench_run run;
    probes = 0;
    BENCH(&run, cases, "--benchtime=100x", "--bench=P/child");
    assert_int_equal(probes, 1);
    assert_int_equal(run.report->result_count, 0);
    bench_done(&run);
}

static void cpus_are_the_outer_loop_and_counts_the_inner(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "A", .run = leaf }, { .name = "B", .run = leaf } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x", "--cpu=1,4", "--count=2", "--benchmem=false");
    const char *from = strstr(run.text, "BenchmarkA");
    assert_string_equal(from, "BenchmarkA     \t       1\t        10.00 ns/op\n"
                              "BenchmarkA     \t       1\t        10.00 ns/op\n"
                              "BenchmarkA-4   \t       1\t        10.00 ns/op\n"
                              "BenchmarkA-4   \t       1\t        10.00 ns/op\n"
                              "BenchmarkB     \t       1\t        10.00 ns/op\n"
                              "BenchmarkB     \t       1\t        10.00 ns/op\n"
                              "BenchmarkB-4   \t       1\t        10.00 ns/op\n"
                              "BenchmarkB-4   \t       1\t        10.00 ns/op\n");
    bench_done(&run);
}

static void long_parent(hm_bench *b)
{
    hm_run(b, "a_name_that_is_longer", leaf, NULL);
    hm_run(b, "short", leaf, NULL);
}

static void a_longer_child_moves_the_columns_with_room_to_spare(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "A", .run = leaf },
                                     { .name = "P", .run = long_parent } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x", "--cpu=2", "--benchmem=false");
    const char *from = strstr(run.text, "BenchmarkA");
    /* 12 + 2 + 1 columns; then 32 + 2 + 1 and 8 more. */
    assert_string_equal(
        from, "BenchmarkA-2   \t       1\t        10.00 ns/op\n"
              "BenchmarkP/a_name_that_is_longer-2         \t       1\t        10.00 ns/op\n"
              "BenchmarkP/short-2                         \t       1\t        10.00 ns/op\n");
    bench_done(&run);
}

static void the_header_comes_once_before_the_first_result(void **state)
{
    (void)state;
    struct bench_run run;
    BENCH(&run, tree, "--benchtime=1x");
    static const char header[] = "goos: linux\ngoarch: amd64\npkg: test\n"
                                 "Unit allocs/op assume=exact\nUnit B/op assume=exact\nBenchmark";
    assert_memory_equal(run.text, header, strlen(header));
    assert_null(strstr(run.text + 1, "goos:"));
    bench_done(&run);
}

static void nothing_measured_has_no_header(void **state)
{
    (void)state;
    struct bench_run run;
    BENCH(&run, tree, "--benchtime=1x", "--bench=nothing");
    assert_string_equal(run.text, "");
    bench_done(&run);
}

static const hm_case claims[] = {
    { .name = "True", .run = leaf, .claim = HM_CLAIM(.allocs = 1, .bytes = 8) },
    { .name = "False", .run = other_leaf, .claim = HM_CLAIM(.allocs = 2, .bytes = 8) },
    { .name = "None", .run = leaf },
};

static void claims_are_judged_whether_or_not_they_decide(void **state)
{
    (void)state;
    struct bench_run run;
    BENCH(&run, claims, "--benchtime=10x");
    assert_int_equal(bench_result(&run, "BenchmarkTrue")->samples[0].verdict, HM_CLAIM_HOLDS);
    assert_int_equal(bench_result(&run, "BenchmarkFalse")->samples[0].verdict, HM_CLAIM_FALSE);
    assert_int_equal(bench_result(&run, "BenchmarkNone")->samples[0].verdict, HM_NO_CLAIM);
    assert_false(run.report->failed);
    bench_done(&run);
    BENCH(&run, claims, "--benchtime=10x", "--check");
    assert_true(run.report->failed);
    bench_done(&run);
}

static void a_claim_needs_counters(void **state)
{
    (void)state;
    struct bench_run run;
    fake.not_counting = true;
    BENCH(&run, claims, "--benchtime=10x");
    assert_int_equal(bench_result(&run, "BenchmarkTrue")->samples[0].verdict, HM_CLAIM_UNCHECKED);
    assert_null(strstr(run.text, "allocs/op"));
    assert_null(strstr(run.text, "B/op"));
    assert_non_null(strstr(run.text, "10.00 ns/op\n"));
    bench_done(&run);
}

static void a_claim_and_children_do_not_go_together(void **state)
{
    (void)state;
    static const hm_case cases[] = {
        { .name = "P", .run = csub, .claim = HM_CLAIM(.allocs = 1, .bytes = 8) }
    };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=1x");
    assert_true(run.report->failed);
    assert_non_null(strstr(run.text, "a case that makes a claim cannot run sub-benchmarks"));
    bench_done(&run);
}

static void list_prints_what_would_run(void **state)
{
    (void)state;
    struct bench_run run;
    BENCH(&run, tree, "--bench=nothing");
    char *text = NULL;
    size_t size = 0;
    FILE *to = open_memstream(&text, &size);
    const char *why;
    struct hm_bench_pattern *pattern = hm_bench_pattern_new(&run.store, "bench", "Set|Plain", &why);
    struct hm_bench_runner runner = { .flags = &run.flags, .store = &run.store, .bench = pattern };
    hm_bench_runner_list(&runner, tree, 4, to);
    fclose(to);
    assert_string_equal(text, "BenchmarkPlain\nBenchmarkSet/impl=a\nBenchmarkSet/impl=b\n");
    free(text);
    hm_bench_pattern_free(pattern);
    bench_done(&run);
}

static void sizes_become_units_of_their_own(void **state)
{
    (void)state;
    static const hm_case cases[] = { { .name = "A", .run = leaf } };
    struct bench_run run;
    BENCH(&run, cases, "--benchtime=10x", "--sizes", "--cpu=1");
    assert_non_null(strstr(run.text, "Unit B/op assume=exact\nUnit go-B/op assume=exact\n"
                                     "Unit usable-B/op assume=exact\n"));
    assert_non_null(strstr(run.text, "BenchmarkA \t      10\t        10.00 ns/op\t"
                                     "        16.00 go-B/op\t        16.00 usable-B/op\t"
                                     "       8 B/op\t       1 allocs/op\n"));
    bench_done(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(patterns_choose_levels, reset),
        cmocka_unit_test_setup(skip_takes_away, reset),
        cmocka_unit_test_setup(children_have_clean_names_and_numbers, reset),
        cmocka_unit_test_setup(the_same_name_twice_in_the_table_is_numbered, reset),
        cmocka_unit_test_setup(a_name_with_too_few_levels_is_only_probed, reset),
        cmocka_unit_test_setup(cpus_are_the_outer_loop_and_counts_the_inner, reset),
        cmocka_unit_test_setup(a_longer_child_moves_the_columns_with_room_to_spare, reset),
        cmocka_unit_test_setup(the_header_comes_once_before_the_first_result, reset),
        cmocka_unit_test_setup(nothing_measured_has_no_header, reset),
        cmocka_unit_test_setup(claims_are_judged_whether_or_not_they_decide, reset),
        cmocka_unit_test_setup(a_claim_needs_counters, reset),
        cmocka_unit_test_setup(a_claim_and_children_do_not_go_together, reset),
        cmocka_unit_test_setup(list_prints_what_would_run, reset),
        cmocka_unit_test_setup(sizes_become_units_of_their_own, reset),
    };
    return cmocka_run_group_tests_name("runner", tests, NULL, reset);
}
