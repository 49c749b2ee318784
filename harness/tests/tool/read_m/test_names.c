/* test_names.c -- which benchmark runs which function, where the names leave no doubt. */
#include <stdio.h>
#include <string.h>

#include "support/cmocka_all.h"

#include "read_m/out.h"

static const char text[] =
    "# a\n"
    "./a.go:1:6: cannot inline Encode: marked go:noinline\n"
    "./a.go:2:6: cannot inline Encode2: marked go:noinline\n"
    "./a.go:3:6: cannot inline Map[go.shape.int,go.shape.string]: recursive\n"
    "./a.go:4:6: cannot inline (*x).Get: recursive\n"
    "./a.go:5:6: cannot inline (*y).Get: recursive\n"
    "./a.go:6:6: cannot inline runTimeInt: recursive\n"
    "./a.go:6:9: can inline runTimeInt.func1\n"
    "./a.go:1:9: v escapes to heap in Encode:\n"
    "./a.go:1:9: v escapes to heap\n"
    "./a.go:2:9: v escapes to heap in Encode2:\n"
    "./a.go:2:9: v escapes to heap\n"
    "./a.go:3:9: v escapes to heap in Map[go.shape.int,go.shape.string]:\n"
    "./a.go:3:9: v escapes to heap\n"
    "./a.go:4:9: v escapes to heap in (*x).Get:\n"
    "./a.go:4:9: v escapes to heap\n"
    "./a.go:6:9: v escapes to heap in runTimeInt.func1:\n"
    "./a.go:6:9: v escapes to heap\n"
    "# b\n"
    "b/b.go:1:9: v escapes to heap in Encode:\n"
    "b/b.go:1:9: v escapes to heap\n";

/* The functions that the one benchmark is certain to run, each with a blank behind it. */
static const char *run_by(const char *package, const char *benchmarks)
{
    static char found[256];
    struct go_m_set set;
    struct gobench_set bench = { 0 };
    char lines[512];
    snprintf(lines, sizeof lines, "pkg: %s\n%s", package, benchmarks);
    FILE *m = fmemopen((char *)text, sizeof text - 1, "r");
    FILE *b = fmemopen(lines, strlen(lines), "r");
    go_m_init(&set);
    go_m_read(&set, m, "m.txt");
    go_m_finish(&set);
    assert_true(gobench_read(&bench, b, "b.txt", "b"));
    found[0] = '\0';
    for (size_t i = 0; i < set.n_findings; i++)
        if (read_m_runs(&set, &bench, &bench.results[0], &set.findings[i]))
            snprintf(found + strlen(found), sizeof found - strlen(found), "%s:%s ",
                     set.findings[i].package, set.findings[i].function);
    gobench_set_done(&bench);
    go_m_done(&set);
    fclose(m);
    fclose(b);
    return found;
}

static void a_name_belongs_to_its_package(void **state)
{
    (void)state;
    assert_string_equal(run_by("a", "BenchmarkEncode 1 1 ns/op\n"), "a:Encode ");
    assert_string_equal(run_by("b", "BenchmarkEncode 1 1 ns/op\n"), "b:Encode ");
    assert_string_equal(run_by("c", "BenchmarkEncode 1 1 ns/op\n"), "");
}

static void the_number_of_threads_is_no_part_of_a_name(void **state)
{
    (void)state;
    assert_string_equal(run_by("a", "BenchmarkEncode-2 1 1 ns/op\n"), "a:Encode ");
    assert_string_equal(run_by("a", "BenchmarkEncode2-2 1 1 ns/op\n"), "a:Encode2 ");
    assert_string_equal(run_by("a", "BenchmarkX/f=Encode-2 1 1 ns/op\nBenchmarkY-2 1 1 ns/op\n"),
                        "a:Encode ");
    assert_string_equal(run_by("a", "BenchmarkX/f=Encode-2 1 1 ns/op\nBenchmarkY 1 1 ns/op\n"),
                        ""); /* -2 may be of the name */
}

static void generics_and_closures_belong_to_their_function(void **state)
{
    (void)state;
    assert_string_equal(run_by("a", "BenchmarkMap 1 1 ns/op\n"),
                        "a:Map[go.shape.int,go.shape.string] ");
    assert_string_equal(run_by("a", "BenchmarkSet/impl=run_time_int 1 1 ns/op\n"),
                        "a:runTimeInt.func1 ");
}

static void what_is_uncertain_is_not_joined(void **state)
{
    (void)state;
    assert_string_equal(run_by("a", "BenchmarkGet 1 1 ns/op\n"), ""); /* (*x).Get or (*y).Get */
    assert_string_equal(run_by("a", "BenchmarkX/Encode 1 1 ns/op\n"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_belongs_to_its_package),
        cmocka_unit_test(the_number_of_threads_is_no_part_of_a_name),
        cmocka_unit_test(generics_and_closures_belong_to_their_function),
        cmocka_unit_test(what_is_uncertain_is_not_joined),
    };
    return cmocka_run_group_tests_name("read_m_names", tests, NULL, NULL);
}
