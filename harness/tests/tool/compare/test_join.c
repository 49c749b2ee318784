/* test_join.c -- how results are joined: rows, columns, tables, and which config lines split them.
 */
#include <stdio.h>
#include <string.h>
#include <math.h>

#include "support/cmocka_all.h"

#include "compare/join.h"

static struct compare_joined *join(struct gobench_set *set, const char *const *files,
                                   const char *by, const char *base)
{
    char label[] = "a";
    const struct compare_join_options options = {
        .by = by, .base = base, .alpha = 0.05, .confidence = 0.95
    };
    *set = (struct gobench_set){ 0 };
    for (; *files != NULL; files++, label[0]++) {
        FILE *in = fmemopen((void *)*files, strlen(*files), "r");
        assert_true(gobench_read(set, in, label, label));
        fclose(in);
    }
    return compare_join(set, &options);
}

static void done(struct gobench_set *set, struct compare_joined *joined)
{
    compare_joined_free(joined);
    gobench_set_done(set);
}

static void one_file_is_joined_by_its_variants(void **state)
{
    (void)state;
    struct gobench_set set;
    const char *files[] = { "BenchmarkX/impl=boxed/n=1-8 1 9 ns/op\n"
                            "BenchmarkX/impl=stack/n=1-8 1 3 ns/op\nBenchmarkY 1 1 ns/op\n",
                            NULL };
    struct compare_joined *j = join(&set, files, NULL, "stack");
    assert_string_equal(j->by, "/impl");
    assert_int_equal(j->n_columns, 2);
    assert_int_equal(j->n_tables, 2);
    assert_int_equal(j->tables[0].n_rows, 1);
    assert_string_equal(j->tables[0].rows[0].name, "X/n=1-8");
    assert_int_equal(j->tables[0].base, 1);
    assert_true(j->tables[0].rows[0].cells[0].compared);
    assert_false(j->tables[0].rows[0].cells[1].compared);
    assert_true(j->tables[1].keyless);
    assert_string_equal(j->tables[1].rows[0].name, "Y");
    done(&set, j);
}

static void two_files_are_joined_by_name(void **state)
{
    (void)state;
    struct gobench_set set;
    const char *files[] = { "BenchmarkX/impl=a 1 9 ns/op\nBenchmarkOld 1 1 ns/op\n",
                            "BenchmarkX/impl=a 1 3 ns/op\n", NULL };
    struct compare_joined *j = join(&set, files, NULL, NULL);
    assert_string_equal(j->by, "file");
    assert_int_equal(j->n_tables, 1);
    assert_int_equal(j->tables[0].n_rows, 2);
    assert_int_equal(j->tables[0].rows[1].cells[1].n, 0);
    assert_true(j->tables[0].means[1].partial);
    done(&set, j);
}

static void config_that_differs_between_columns_does_not_keep_them_apart(void **state)
{
    (void)state;
    struct gobench_set set;
    const char *files[] = { "lang: c\ngoos: linux\nBenchmarkX 1 9 ns/op\n",
                            "lang: go\ngoos: linux\nBenchmarkX 1 3 ns/op\n", NULL };
    struct compare_joined *j = join(&set, files, NULL, NULL);
    assert_int_equal(j->n_tables, 1);
    assert_int_equal(j->n_shared, 1);
    assert_string_equal(j->shared[0].key, "goos");
    assert_int_equal(j->n_differs, 1);
    assert_string_equal(j->differs[0].key, "lang");
    assert_string_equal(j->differs[0].values[1], "go");
    done(&set, j);
}

static void config_that_differs_within_a_column_splits_the_table(void **state)
{
    (void)state;
    struct gobench_set set;
    const char *files[] = { "pkg: p\nBenchmarkX 1 9 ns/op\npkg: q\nBenchmarkX 1 8 ns/op\n",
                            "pkg: q\nBenchmarkX 1 3 ns/op\npkg: p\nBenchmarkX 1 2 ns/op\n", NULL };
    struct compare_joined *j = join(&set, files, NULL, NULL);
    assert_int_equal(j->n_tables, 2);
    assert_string_equal(j->groups[j->tables[0].group].pairs[0].value, "p");
    assert_true(j->tables[0].rows[0].cells[0].summary.center > 8.9e-9);
    assert_true(j->tables[0].rows[0].cells[1].summary.center < 2.1e-9);
    done(&set, j);
}

static void threads_that_only_differ_between_files_do_not_keep_them_apart(void **state)
{
    (void)state;
    struct gobench_set set;
    const char *files[] = { "BenchmarkX/impl=a-2 1 9 ns/op\n", "BenchmarkX/impl=a 1 3 ns/op\n",
                            NULL };
    const char *within[] = { "BenchmarkX-2 1 9 ns/op\nBenchmarkX-4 1 9 ns/op\n",
                             "BenchmarkX-2 1 3 ns/op\n", NULL };
    struct compare_joined *j = join(&set, files, NULL, NULL);
    assert_int_equal(j->tables[0].n_rows, 1);
    assert_string_equal(j->tables[0].rows[0].name, "X/impl=a");
    assert_string_equal(j->differs[0].key, "/gomaxprocs");
    assert_string_equal(j->differs[0].values[0], "2");
    assert_string_equal(j->differs[0].values[1], "1");
    done(&set, j);
    j = join(&set, within, NULL, NULL);
    assert_int_equal(j->tables[0].n_rows, 2);
    assert_int_equal(j->n_differs, 0);
    done(&set, j);
}

static void counts_are_exact_unless_they_vary_or_the_file_says_otherwise(void **state)
{
    (void)state;
    struct gobench_set set;
    const char *unsaid[] = { "BenchmarkX 1 1 allocs/op 8 B/op\nBenchmarkX 1 1 allocs/op 9 B/op\n",
                             NULL };
    const char *sampled[] = { "Unit allocs/op assume=nothing\nBenchmarkX 1 1 allocs/op\n", NULL };
    const char *counted[] = { "Unit x assume=exact\nBenchmarkX 1 1 x\nBenchmarkX 1 2 x\n", NULL };
    struct compare_joined *j = join(&set, unsaid, NULL, NULL);
    assert_true(j->tables[0].exact);
    assert_false(j->tables[1].exact);
    done(&set, j);
    j = join(&set, sampled, NULL, NULL);
    assert_false(j->tables[0].exact);
    done(&set, j);
    j = join(&set, counted, NULL, NULL);
    assert_true(j->tables[0].exact);
    assert_true(j->tables[0].rows[0].cells[0].summary.varies);
    done(&set, j);
}

static void what_is_not_a_number_is_left_out_and_counted(void **state)
{
    (void)state;
    struct gobench_set set;
    const char *files[] = {
        "BenchmarkX 1 NaN ns/op\nBenchmarkX 1 5 ns/op\nBenchmarkY 0 NaN ns/op\n", NULL
    };
    struct compare_joined *j = join(&set, files, NULL, NULL);
    const struct compare_cell *x = &j->tables[0].rows[0].cells[0],
                              *y = &j->tables[0].rows[1].cells[0];
    assert_int_equal(x->n, 1);
    assert_int_equal(x->left_out, 1);
    assert_int_equal(y->n, 0);
    assert_int_equal(y->left_out, 1);
    done(&set, j);
}

static void the_mean_of_ratios_takes_no_change_from_zero_as_one(void **state)
{
    (void)state;
    struct gobench_set set;
    const char *files[] = { "BenchmarkX 1 0 allocs/op\nBenchmarkY 1 4 allocs/op\n",
                            "BenchmarkX 1 0 allocs/op\nBenchmarkY 1 1 allocs/op\n", NULL };
    const char *from_zero[] = { "BenchmarkX 1 0 allocs/op\n", "BenchmarkX 1 2 allocs/op\n", NULL };
    struct compare_joined *j = join(&set, files, NULL, NULL);
    assert_true(isnan(j->tables[0].means[0].center));
    assert_true(fabs(j->tables[0].means[1].ratio - 0.5) < 1e-12);
    done(&set, j);
    j = join(&set, from_zero, NULL, NULL);
    assert_true(isnan(j->tables[0].means[1].ratio));
    done(&set, j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_file_is_joined_by_its_variants),
        cmocka_unit_test(two_files_are_joined_by_name),
        cmocka_unit_test(config_that_differs_between_columns_does_not_keep_them_apart),
        cmocka_unit_test(config_that_differs_within_a_column_splits_the_table),
        cmocka_unit_test(threads_that_only_differ_between_files_do_not_keep_them_apart),
        cmocka_unit_test(counts_are_exact_unless_they_vary_or_the_file_says_otherwise),
        cmocka_unit_test(what_is_not_a_number_is_left_out_and_counted),
        cmocka_unit_test(the_mean_of_ratios_takes_no_change_from_zero_as_one),
    };
    return cmocka_run_group_tests_name("join", tests, NULL, NULL);
}
