/* The files behind --format and --out. */
#include "support/cmocka_all.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench/sinks.h"
#include "support/report.h"
#include "support/spawn.h"

static void each_row_is_in_the_file_as_soon_as_it_is_measured(void **state)
{
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "/tmp/hm_test_sinks.%d", (int)getpid());
    struct hm_bench_flags flags = { .outputs = { { "go", path } }, .output_count = 1 };
    struct hm_bench_sinks sinks;
    const hm_report *report = sample_report();
    assert_true(hm_bench_sinks_open(&sinks, &flags, "prog", stderr));
    hm_bench_sinks_row(&sinks, report, report->results[0], &report->results[0]->samples[0]);
    char *text = read_whole(path); /* the sinks are still open */
    assert_non_null(strstr(text, "BenchmarkSetC1/impl=boxed-2"));
    assert_ptr_equal(strstr(text, "Unit"), strstr(text, "Unit allocs/op assume=exact\n"));
    free(text);
    hm_bench_sinks_end(&sinks, report);
    assert_true(hm_bench_sinks_close(&sinks, "prog", stderr));
    text = read_whole(path);
    assert_non_null(strstr(text, "\nFAIL\n"));
    free(text);
    unlink(path);
}

static void one_file_that_cannot_be_written_stops_all(void **state)
{
    (void)state;
    char path[64], errors[256] = "";
    snprintf(path, sizeof path, "/tmp/hm_test_sinks.%d", (int)getpid());
    struct hm_bench_flags flags = { .outputs = { { "go", path }, { "json", "/nowhere/x" } },
                                    .output_count = 2 };
    struct hm_bench_sinks sinks;
    FILE *to = fmemopen(errors, sizeof errors - 1, "w");
    assert_false(hm_bench_sinks_open(&sinks, &flags, "prog", to));
    fclose(to);
    assert_string_equal(errors, "prog: /nowhere/x: cannot be written: No such file or directory\n");
    unlink(path);
}

static void what_could_not_be_written_is_said_at_the_end(void **state)
{
    (void)state;
    char errors[256] = "";
    struct hm_bench_flags flags = { .outputs = { { "json", "/dev/full" } }, .output_count = 1 };
    struct hm_bench_sinks sinks;
    FILE *to = fmemopen(errors, sizeof errors - 1, "w");
    assert_true(hm_bench_sinks_open(&sinks, &flags, "prog", to));
    hm_bench_sinks_end(&sinks, sample_report());
    assert_false(hm_bench_sinks_close(&sinks, "prog", to));
    fclose(to);
    assert_string_equal(errors, "prog: /dev/full: cannot be written: No space left on device\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_is_in_the_file_as_soon_as_it_is_measured),
        cmocka_unit_test(one_file_that_cannot_be_written_stops_all),
        cmocka_unit_test(what_could_not_be_written_is_said_at_the_end),
    };
    return cmocka_run_group_tests_name("sinks", tests, NULL, NULL);
}
