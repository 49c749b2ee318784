/* test_file.c -- whole benchmark files: config lines that apply to later results, units, names,
 * and errors that lose no result. */
#include <stdio.h>
#include <string.h>

#include "support/cmocka_all.h"

#include "gobench/file.h"

static bool read_bytes(struct gobench_set *set, const char *bytes, size_t len)
{
    FILE *in = fmemopen((void *)bytes, len, "r");
    assert_non_null(in);
    bool ok = gobench_read(set, in, "t.bench", "t");
    fclose(in);
    return ok;
}

static bool read_text(struct gobench_set *set, const char *text)
{
    return read_bytes(set, text, strlen(text));
}

static void config_holds_until_it_is_changed_or_deleted(void **state)
{
    (void)state;
    struct gobench_set set = { 0 };
    assert_true(read_text(&set, "pkg: a\ngoos: linux\nBenchmarkX 1 1 ns/op\n"
                                "pkg: b\nBenchmarkX 1 1 ns/op\npkg:\nBenchmarkX 1 1 ns/op\n"));
    assert_int_equal(set.n_results, 3);
    assert_string_equal(gobench_result_config(&set, &set.results[0], "pkg"), "a");
    assert_string_equal(gobench_result_config(&set, &set.results[1], "pkg"), "b");
    assert_null(gobench_result_config(&set, &set.results[2], "pkg"));
    assert_string_equal(gobench_result_config(&set, &set.results[2], "goos"), "linux");
    gobench_set_done(&set);
}

static void config_starts_afresh_in_each_file_and_units_carry_over(void **state)
{
    (void)state;
    struct gobench_set set = { 0 };
    assert_true(
        read_text(&set, "pkg: a\nUnit ns/op assume=exact better=higher\nBenchmarkX 1 1 ns/op\n"));
    assert_true(read_text(&set, "BenchmarkX 1 1 ns/op\n"));
    assert_null(gobench_result_config(&set, &set.results[1], "pkg"));
    const struct gobench_unit *unit = gobench_set_unit(&set, "sec/op");
    assert_non_null(unit);
    assert_int_equal(unit->assume, GOBENCH_ASSUME_EXACT);
    assert_int_equal(unit->better, 1);
    gobench_set_done(&set);
}

static void a_unit_said_to_be_two_things_is_an_error(void **state)
{
    (void)state;
    struct gobench_set set = { 0 };
    assert_false(read_text(&set, "Unit x assume=exact\nUnit x assume=exact\nUnit x assume=nothing\n"
                                 "BenchmarkX 1 1 x\n"));
    assert_int_equal(set.n_problems, 1);
    assert_string_equal(set.problems[0].text,
                        "t.bench:3: the unit was said to be assumed otherwise before");
    gobench_set_done(&set);
}

static void a_bad_line_is_named_and_its_neighbours_are_kept(void **state)
{
    (void)state;
    struct gobench_set set = { 0 };
    assert_false(read_text(
        &set, "BenchmarkA 1 1 ns/op 2 B/op\nBenchmarkB 1 1 ns/op 2\nBenchmarkC 1 3 ns/op\r\n"));
    assert_int_equal(set.n_results, 2);
    assert_int_equal(set.n_values, 3);
    assert_string_equal(set.results[1].name, "C");
    assert_int_equal(set.results[1].line, 3);
    assert_string_equal(set.values[set.results[1].first_value].unit, "sec/op");
    assert_string_equal(set.problems[0].text,
                        "t.bench:2: expected the unit of the value, found the end of the line");
    gobench_set_done(&set);
}

static void a_file_without_results_is_an_error(void **state)
{
    (void)state;
    struct gobench_set set = { 0 };
    assert_false(read_text(&set, "PASS\n"));
    assert_string_equal(set.problems[0].text,
                        "t.bench: expected at least one benchmark result, found none");
    assert_false(gobench_open(&set, "/nonexistent/x.bench", "x"));
    assert_string_equal(set.problems[1].text,
                        "/nonexistent/x.bench: cannot be opened: No such file or directory");
    gobench_set_done(&set);
}

static void a_failed_benchmark_is_an_error_and_a_missing_line_end_a_warning(void **state)
{
    (void)state;
    struct gobench_set set = { 0 };
    assert_true(read_text(&set, "BenchmarkA 1 1 ns/op"));
    assert_int_equal(set.n_problems, 1);
    assert_true(set.problems[0].warning);
    assert_false(read_text(&set, "--- FAIL: BenchmarkB\nBenchmarkA 1 1 ns/op\n"));
    assert_false(set.problems[1].warning);
    gobench_set_done(&set);
}

/* What Go prints after a panic, a time-out, a signal, os.Exit, and a build that fails; package
 * testing of itself; heapmark's runner and a shell. */
static void a_run_that_ended_early_is_an_error_said_once_for_each_package(void **state)
{
    (void)state;
    static const char *const endings[] = {
        "panic: boom\n\ngoroutine 1 [running]:\nexit status 2\nFAIL\tp\t0.01s\nFAIL\n",
        "panic: test timed out after 1s\nFAIL\tp\t1.0s\n",
        "fatal error: all goroutines are asleep - deadlock!\nexit status 2\nFAIL\tp\t0.01s\n",
        "signal: killed\nFAIL\tp\t0.01s\n",
        "exit status 3\nFAIL\tp\t0.01s\n",
        "FAIL\tp [build failed]\nFAIL\n",
        "--- FAIL: BenchmarkB\nFAIL\nexit status 1\nFAIL\tp\t0.01s\n",
        "SIGSEGV: segmentation violation\nPC=0x4011d2 m=0 sigcode=1\n",
        "[signal SIGSEGV: segmentation violation code=0x1]\n",
        "testing: race detected outside of test execution\n",
        "testing: the run was stopped\n",
        "*** Test I/O incomplete 1m0s after exiting.\n",
        "heapmark: stopped while a benchmark was running; its sample is lost\n",
        "Segmentation fault (core dumped)\n",
        "Killed\n",
        "BenchmarkB-8 \tpanic: boom\ngoroutine 6 [running]:\nexit status 2\nFAIL\tp\t0.1s\nFAIL\n",
        "BenchmarkB-8 \tsignal: killed\nFAIL\tp\t0.01s\n",
        "BenchmarkB-8 \t--- FAIL: BenchmarkB-8\n    b_test.go:4: late\nFAIL\nexit status 1\n",
        "BenchmarkB\n    b_test.go:4: a log\n",
        "BenchmarkB-8 \t",
        "BenchmarkB-8 \t100\t1 n",
        "Benchm",
        "make: *** [Makefile:3: bench] Error 1\n",
        "make[2]: *** [bench] Killed\n",
        "./x.sh: line 3:  1234 Killed                  ./bench\n",
        "==12==ERROR: AddressSanitizer: heap-use-after-free\n",
        "==12== Process terminating with default action of signal 11 (SIGSEGV)\n",
        "bench: b.c:5: main: Assertion `0' failed.\nAborted\n",
        "terminate called after throwing an instance of 'std::bad_alloc'\n",
        "free(): invalid pointer\n",
        "Command terminated by signal 9\n",
    };
    static const char harmless[] = "testing: warning: no tests to run\nKilled 3 of 4\nFAILED: 0\n"
                                   "testing: BenchmarkA left GOMAXPROCS set to 3\nSIGMA: 3\n"
                                   "make: *** [x] Error 1 (ignored)\n==1== HEAP SUMMARY:\n"
                                   "free: 3\nBenchmarkC\n--- SKIP: BenchmarkC\nBenchmarkD\nPASS\n"
                                   "BenchmarkA 1 1 ns/op\n";
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char text[512];
        struct gobench_set set = { 0 };
        snprintf(text, sizeof text, "pkg: p\nBenchmarkA 1 1 ns/op\n%s", endings[i]);
        assert_false(read_text(&set, text));
        assert_int_equal(set.n_problems, 1);
        assert_false(set.problems[0].warning);
        assert_int_equal(strncmp(set.problems[0].text, "t.bench:3: ", 11), 0);
        gobench_set_done(&set);
    }
    struct gobench_set set = { 0 };
    assert_false(read_text(&set, "pkg: p\nBenchmarkA 1 1 ns/op\nFAIL\tp\t1s\n"
                                 "pkg: q\nBenchmarkA 1 1 ns/op\nFAIL\tq\t1s\n"));
    assert_int_equal(set.n_problems, 2);
    assert_int_equal(set.n_results, 2);
    /* A package that is not built has no pkg line. */
    assert_false(read_text(&set, "pkg: p\nBenchmarkA 1 1 ns/op\n--- FAIL: BenchmarkB\nFAIL\n"
                                 "exit status 1\nFAIL\tp\t1s\nFAIL\tq [build failed]\n"
                                 "FAIL\tr [setup failed]\nFAIL\nmake: *** [bench] Error 1\n"));
    assert_int_equal(set.n_problems, 5);
    assert_string_equal(set.problems[4].text, "t.bench:8: the run ended early, so results are "
                                              "missing: FAIL r [setup failed]");
    assert_true(read_text(&set, harmless));
    gobench_set_done(&set);
}

/* Without -v, package testing writes the name, runs the benchmark, and writes the numbers. */
static void what_a_benchmark_prints_before_its_numbers_loses_no_result(void **state)
{
    (void)state;
    struct gobench_set set = { 0 };
    assert_true(read_text(&set, "BenchmarkA-2 \tout 1\n 7 sins\nout 2\n     100\t 5 ns/op\n"
                                "BenchmarkB-2 \t 100\t 6 ns/op\n 100\t 7 ns/op\nBenchmarkC\n"
                                " 100\t7 apples\nBenchmarkC-2 10\t 8 ns/op\nPASS\n"));
    static const char *const want[] = { "A-2", "B-2", "C-2" };
    assert_int_equal(set.n_results, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(set.results[i].name, want[i]);
    assert_int_equal(set.results[0].line, 4);
    assert_int_equal(set.results[0].iterations, 100);
    assert_false(read_text(&set, "BenchmarkA-2 \tout 1\nBenchmarkB-2 1 1 ns/op\n"
                                 "xBenchmarkC-2 1 1 ns/op\n# BenchmarkD 1 1 ns/op\n"));
    assert_int_equal(set.n_problems, 2);
    assert_string_equal(set.problems[0].text,
                        "t.bench:1: expected the number of iterations, found 'out'");
    assert_string_equal(set.problems[1].text, "t.bench:3: expected a result at the beginning of a "
                                              "line, found one behind other text");
    gobench_set_done(&set);
}

static void a_last_line_without_its_end_is_cut_if_others_have_more(void **state)
{
    (void)state;
    static const char *const whole[] = { "1 ns/op", "1 ns/op\t2 B/op", "1 MB/s" };
    static const char *const cut[] = { "1 ns/o", "1 ns/op\t2 B/op\t3 alloc", "1 ns/op\t2 B" };
    for (size_t i = 0; i < 6; i++) {
        char text[256];
        struct gobench_set set = { 0 };
        snprintf(
            text, sizeof text,
            "BenchmarkA 1 1 ns/op\nBenchmarkA 1 1 ns/op\t2 B/op\nBenchmarkB 1 1 ns/op\t2 B/op\t"
            "3 allocs/op\nBenchmarkC 1 %s",
            i < 3 ? whole[i] : cut[i - 3]);
        assert_int_equal(read_text(&set, text), i < 3);
        assert_int_equal(set.n_problems, 1);
        assert_int_equal(set.problems[0].warning, i < 3);
        gobench_set_done(&set);
    }
}

static void a_byte_order_mark_loses_nothing_and_utf_16_is_named(void **state)
{
    (void)state;
    struct gobench_set set = { 0 };
    assert_true(read_text(&set, "\xef\xbb\xbf"
                                "BenchmarkA 1 1 ns/op\r\nk: v\r\n"
                                "\xef\xbb\xbf"
                                "BenchmarkB 1 1 ns/op\r\n"));
    assert_int_equal(set.n_results, 2);
    assert_string_equal(gobench_result_config(&set, &set.results[1], "k"), "v");
    assert_false(read_text(&set, "\xff\xfe"
                                 "B\n"));
    assert_string_equal(set.problems[0].text,
                        "t.bench:1: expected UTF-8, found UTF-16; save the file as UTF-8");
    gobench_set_done(&set);
    /* What `>>` of a shell of Windows adds to a file: both orders of bytes, no mark. */
    static const char added[] = "BenchmarkA 1 1 ns/op\nB\0e\0n\0\r\0\n\0B\0e\0\r\0\n\0";
    static const char big[] = "\0B\0e\0n\0\n\0\0";
    static const char four[] = "B\0\0\0e\0\0\0n\0\0\0\n\0\0\0";
    assert_false(read_bytes(&set, added, sizeof added - 1));
    assert_int_equal(set.n_problems, 1);
    assert_string_equal(set.problems[0].text,
                        "t.bench:2: expected UTF-8, found UTF-16; save the file as UTF-8");
    assert_false(read_bytes(&set, big, sizeof big - 1));
    assert_string_equal(set.problems[1].text,
                        "t.bench:1: expected UTF-8, found UTF-16; save the file as UTF-8");
    assert_false(read_bytes(&set, four, sizeof four - 1));
    assert_string_equal(set.problems[3].text,
                        "t.bench:1: expected UTF-8, found UTF-32; save the file as UTF-8");
    gobench_set_done(&set);
}

static void a_nul_byte_in_a_result_is_named(void **state)
{
    (void)state;
    static const char bytes[] = "BenchmarkA 1 1 ns\0\nBenchmark\0 1 1 ns/op\nBenchmarkB\0";
    struct gobench_set set = { 0 };
    assert_false(read_bytes(&set, bytes, sizeof bytes - 1));
    assert_int_equal(set.n_problems, 4);
    assert_string_equal(set.problems[0].text, "t.bench:1: expected text, found a NUL byte");
    gobench_set_done(&set);
}

static void events_of_go_test_are_read_package_by_package(void **state)
{
    (void)state;
    struct gobench_set set = { 0 };
    assert_true(
        read_text(&set, "{\"Action\":\"start\",\"Package\":\"p\"}\n"
                        "{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\"pkg: p\\n\"}\n"
                        "{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\"BenchmarkA \\t\"}\n"
                        "{\"Action\":\"output\",\"Package\":\"q\",\"Output\":\"pkg: q\\n\"}\n"
                        "go: downloading\n{ \"Other\": 1 }\n{ no JSON\n"
                        "{\"Action\":\"output\",\"Package\":\"q\",\"Output\":\"BenchmarkB 1 1 x\\n"
                        "BenchmarkC 1 \"}\n"
                        "{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\"1 1 x\\n\"}\n"
                        "{\"Action\":\"pass\",\"Package\":\"p\"}\n"
                        "{\"Action\":\"output\",\"Package\":\"q\",\"Output\":\"1 x\"}\n"
                        "{\"Action\":\"skip\",\"Package\":\"q\"}\n"));
    static const char *const want[] = { "B", "q", "A", "p", "C", "q" };
    assert_int_equal(set.n_results, 3);
    for (size_t i = 0; i < set.n_results; i++) {
        assert_string_equal(set.results[i].name, want[2 * i]);
        assert_string_equal(gobench_result_config(&set, &set.results[i], "pkg"), want[2 * i + 1]);
    }
    assert_int_equal(set.results[1].line, 9);
    assert_int_equal(set.n_problems, 1); /* the last line has no end */
    assert_true(set.problems[0].warning);
    assert_false(read_text(&set, "{\"Action\":\"output\",\"Output\":\"BenchmarkA 1 1 x\\n\"}\n"
                                 "{\"Action\":\"fail\",\"Package\":\"p\"}\n{\"Time\":\"20"));
    assert_int_equal(set.n_problems, 3);
    assert_string_equal(set.problems[1].text,
                        "t.bench:2: the run ended early, so results are missing: fail");
    assert_string_equal(
        set.problems[2].text,
        "t.bench:3: expected an event of `go test -json`, found one that is cut or broken");
    gobench_set_done(&set);
}

static void events_carry_any_text(void **state)
{
    (void)state;
    struct gobench_set set = { 0 };
    assert_true(read_text(
        &set, "{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\"a\\u0000b\\r\\nk: v\\r\\n\"}\n"
              "{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\"BenchmarkA \\tx\\n\"}\n"
              "{\"Action\":\"output\",\"Package\":\"q\",\"Output\":\"BenchmarkB\\n\"}\n"
              "{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\" 1\\t1 x\\r\\n\"}\n"
              "{\"Action\":\"pass\",\"Package\":\"p\"}\n"
              "{\"Action\":\"output\",\"Package\":\"q\",\"Output\":\"PASS\\n\"}\n"
              "{\"Action\":\"pass\",\"Package\":\"q\"}\n"));
    assert_int_equal(set.n_results, 1);
    assert_string_equal(set.results[0].name, "A");
    assert_string_equal(gobench_result_config(&set, &set.results[0], "k"), "v");
    assert_false(read_text(&set, "BenchmarkA 1 1 x\n"
                                 "{\"ImportPath\":\"p [p.test]\",\"Action\":\"build-fail\"}\n"
                                 "{\"Action\":\"fail\",\"Package\":\"p\"}\n"));
    assert_int_equal(set.n_problems, 1);
    gobench_set_done(&set);
}

static void events_without_the_end_of_a_package_are_a_run_that_was_cut(void **state)
{
    (void)state;
    struct gobench_set set = { 0 };
    assert_false(read_text(
        &set, "{\"Action\":\"start\",\"Package\":\"p\"}\n"
              "{\"Action\":\"output\",\"Package\":\"p\",\"Output\":\"BenchmarkA 1 1 x\\n\"}\n"
              "{\"Action\":\"pass\",\"Package\":\"p\",\"Test\":\"TestA\"}\n"
              "{\"Action\":\"start\",\"Package\":\"q\"}\n"
              "{\"Action\":\"pass\",\"Package\":\"q\"}\n"));
    assert_int_equal(set.n_results, 1);
    assert_int_equal(set.n_problems, 1);
    assert_string_equal(set.problems[0].text,
                        "t.bench:5: no event (pass, fail or skip) ends package 'p': the run was "
                        "cut short, so results are missing");
    assert_true(read_text(&set,
                          "{\"ImportPath\":\"p\",\"Action\":\"build-output\",\"Output\":\"x\"}\n"
                          "{\"Action\":\"pass\",\"Package\":\"q\"}\nBenchmarkA 1 1 x\n"));
    assert_int_equal(set.n_problems, 1);
    gobench_set_done(&set);
}

static void a_thousand_bad_lines_are_not_a_thousand_messages(void **state)
{
    (void)state;
    static char text[1000 * 13 + 1];
    struct gobench_set set = { 0 };
    for (int i = 0; i < 1000; i++)
        memcpy(text + i * 13, "BenchmarkX x\n", 13);
    assert_false(read_text(&set, text));
    assert_int_equal(set.n_problems, 22);
    assert_string_equal(set.problems[20].text, "t.bench: and 980 more like these");
    gobench_set_done(&set);
}

static void part(const char *name, const char *key, size_t at, size_t len, const char *value)
{
    const char *got;
    size_t got_len, value_len;
    assert_int_equal(gobench_name_part(name, key, &got_len, &got, &value_len), at);
    if (at == SIZE_MAX)
        return;
    assert_int_equal(got_len, len);
    assert_int_equal(value_len, strlen(value));
    assert_memory_equal(got, value, value_len);
}

static void a_name_is_cut_at_slashes_and_the_threads_come_last(void **state)
{
    (void)state;
    part("SetC1/net=tcp/impl=stack-8", "/impl", 13, 11, "stack");
    part("SetC1/net=tcp/impl=stack-8", "/net", 5, 8, "tcp");
    part("SetC1/net=tcp/impl=stack-8", "/gomaxprocs", 24, 2, "8");
    part("SetC1/impl=", "/impl", 5, 6, "");
    part("SetC1/implicit=x", "/impl", SIZE_MAX, 0, NULL);
    part("SetC1/impl", "/impl", SIZE_MAX, 0, NULL);
    part("SetC1-", "/gomaxprocs", SIZE_MAX, 0, NULL);
    part("123", "/gomaxprocs", SIZE_MAX, 0, NULL);
    part("A/gomaxprocs=2/b=1", "/gomaxprocs", SIZE_MAX, 0, NULL);
    part("", "/impl", SIZE_MAX, 0, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(config_holds_until_it_is_changed_or_deleted),
        cmocka_unit_test(config_starts_afresh_in_each_file_and_units_carry_over),
        cmocka_unit_test(a_unit_said_to_be_two_things_is_an_error),
        cmocka_unit_test(a_bad_line_is_named_and_its_neighbours_are_kept),
        cmocka_unit_test(a_file_without_results_is_an_error),
        cmocka_unit_test(a_failed_benchmark_is_an_error_and_a_missing_line_end_a_warning),
        cmocka_unit_test(a_run_that_ended_early_is_an_error_said_once_for_each_package),
        cmocka_unit_test(what_a_benchmark_prints_before_its_numbers_loses_no_result),
        cmocka_unit_test(a_last_line_without_its_end_is_cut_if_others_have_more),
        cmocka_unit_test(a_byte_order_mark_loses_nothing_and_utf_16_is_named),
        cmocka_unit_test(a_nul_byte_in_a_result_is_named),
        cmocka_unit_test(events_of_go_test_are_read_package_by_package),
        cmocka_unit_test(events_carry_any_text),
        cmocka_unit_test(events_without_the_end_of_a_package_are_a_run_that_was_cut),
        cmocka_unit_test(a_thousand_bad_lines_are_not_a_thousand_messages),
        cmocka_unit_test(a_name_is_cut_at_slashes_and_the_threads_come_last),
    };
    return cmocka_run_group_tests_name("benchfmt", tests, NULL, NULL);
}
