/* test_line.c -- one line of a benchmark file: its kind, and its errors. */
#include <string.h>
#include <math.h>
#include <stdio.h>

#include "support/cmocka_all.h"

#include "gobench/line.h"

static struct gobench_span span(const char *s)
{
    return (struct gobench_span){ s, strlen(s) };
}

static int kind(const char *s)
{
    return (int)gobench_line_kind(span(s)).kind;
}

static void lines_are_told_apart_by_their_beginning(void **state)
{
    (void)state;
    assert_int_equal(kind("BenchmarkX 1 2 ns/op"), GOBENCH_LINE_RESULT);
    assert_int_equal(kind("Benchmarklower 1 2 ns/op"), GOBENCH_LINE_RESULT);
    assert_int_equal(kind("Unit ns/op better=lower"), GOBENCH_LINE_UNIT);
    assert_int_equal(kind("Units are fine"), GOBENCH_LINE_OTHER);
    assert_int_equal(kind("goos: linux"), GOBENCH_LINE_CONFIG);
    assert_int_equal(kind("pkg:"), GOBENCH_LINE_CONFIG);
    assert_int_equal(kind("key:novalue"), GOBENCH_LINE_OTHER);
    assert_int_equal(kind("Goos: linux"), GOBENCH_LINE_OTHER);
    assert_int_equal(kind("two words: x"), GOBENCH_LINE_OTHER);
    assert_int_equal(kind("someKey: x"), GOBENCH_LINE_OTHER);
    assert_int_equal(kind("--- FAIL: BenchmarkX"), GOBENCH_LINE_FAILED);
    assert_int_equal(kind("--- FAIL: TestX"), GOBENCH_LINE_OTHER);
    assert_int_equal(kind("PASS"), GOBENCH_LINE_OTHER);
    assert_int_equal(kind(""), GOBENCH_LINE_OTHER);
}

static void a_config_line_gives_key_and_value_without_the_blanks_between(void **state)
{
    (void)state;
    struct gobench_line line = gobench_line_kind(span("cpu: \t AMD EPYC "));
    assert_int_equal(line.key.len, 3);
    assert_int_equal(line.value.len, strlen("AMD EPYC "));
    assert_memory_equal(line.value.s, "AMD EPYC ", line.value.len);
}

struct seen {
    int n;
    double value[4];
    char unit[4][64];
};

static void see(void *to, double value, const char *unit, const char *written)
{
    assert_non_null(written);
    struct seen *seen = to;
    assert_true(seen->n < 4);
    seen->value[seen->n] = value;
    strcpy(seen->unit[seen->n++], unit);
}

static char *parse(const char *text, struct seen *seen, uint64_t *iterations)
{
    struct gobench_span name;
    *seen = (struct seen){ 0 };
    return gobench_line_result(span(text), &name, iterations, see, seen);
}

static void a_result_gives_its_values_in_base_units(void **state)
{
    (void)state;
    struct seen seen;
    uint64_t n;
    assert_null(
        parse("BenchmarkX-8 \t 5386088\t 32.46 ns/op\t1e3 MB/s  0x1p4 B/op\tNaN x", &seen, &n));
    assert_int_equal(n, 5386088);
    assert_int_equal(seen.n, 4);
    assert_true(fabs(seen.value[0] - 32.46e-9) < 1e-18);
    assert_string_equal(seen.unit[0], "sec/op");
    assert_true(seen.value[1] == 1e9);
    assert_string_equal(seen.unit[1], "B/s");
    assert_true(seen.value[2] == 16);
    assert_true(isnan(seen.value[3]));
}

static void numbers_are_those_of_go(void **state)
{
    (void)state;
    struct seen seen;
    uint64_t n;
    assert_null(parse("BenchmarkX 9223372036854775807 1_000.5_0 a 0x_1_0p0 b -nan c", &seen, &n));
    assert_true(n == INT64_MAX && seen.value[0] == 1000.5 && seen.value[1] == 16);
    static const char *const wrongs[] = { "_1", "1_", "1__0", "1_.5", "0x1_p4", "1e_5", "1,5" };
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++) {
        char line[64];
        snprintf(line, sizeof line, "BenchmarkX 1 %s ns/op", wrongs[i]);
        char *said = parse(line, &seen, &n);
        assert_non_null(said);
        free(said);
    }
}

static void unicode_spaces_part_fields_too(void **state)
{
    (void)state;
    struct seen seen;
    uint64_t n;
    assert_null(parse("BenchmarkX\u00a01\u20032\u3000ns/op", &seen, &n));
    assert_int_equal(seen.n, 1);
}

static void a_bare_name_is_no_result_and_no_error(void **state)
{
    (void)state;
    struct seen seen;
    uint64_t n;
    assert_null(parse("BenchmarkX/y=z", &seen, &n));
    assert_int_equal(seen.n, 0);
}

static void wrong(const char *text, const char *want)
{
    struct seen seen;
    uint64_t n;
    char *got = parse(text, &seen, &n);
    assert_non_null(got);
    assert_string_equal(got, want);
    free(got);
}

static void a_line_that_only_starts_like_a_result_says_what_was_expected(void **state)
{
    (void)state;
    wrong("BenchmarkX  ", "expected the number of iterations, found the end of the line");
    wrong("BenchmarkX 1.5 2 ns/op", "expected the number of iterations, found '1.5'");
    wrong("BenchmarkX -1 2 ns/op", "expected the number of iterations, found '-1'");
    wrong("BenchmarkX 9223372036854775808 2 ns/op",
          "expected the number of iterations, found '9223372036854775808'");
    wrong("BenchmarkX 99999999999999999999 2 ns/op",
          "expected the number of iterations, found '99999999999999999999'");
    wrong("BenchmarkX \t--- FAIL: BenchmarkX", "expected the number of iterations, found '---'");
    wrong("BenchmarkX 100", "expected a value, found the end of the line");
    wrong("BenchmarkX 100 fast ns/op", "expected a value, found 'fast'");
    wrong("BenchmarkX 100 1e999 ns/op", "expected a value, found '1e999'");
    wrong("BenchmarkX 100 nan(1) ns/op", "expected a value, found 'nan(1)'");
    wrong("BenchmarkX 100 32.4", "expected the unit of the value, found the end of the line");
    wrong("BenchmarkX 100 3 ns/op 4", "expected the unit of the value, found the end of the line");
    wrong("BenchmarkX 100 \033[31m ns/op", "expected a value, found '?[31m'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_told_apart_by_their_beginning),
        cmocka_unit_test(a_config_line_gives_key_and_value_without_the_blanks_between),
        cmocka_unit_test(a_result_gives_its_values_in_base_units),
        cmocka_unit_test(numbers_are_those_of_go),
        cmocka_unit_test(unicode_spaces_part_fields_too),
        cmocka_unit_test(a_bare_name_is_no_result_and_no_error),
        cmocka_unit_test(a_line_that_only_starts_like_a_result_says_what_was_expected),
    };
    return cmocka_run_group_tests_name("benchline", tests, NULL, NULL);
}
