/* test_profile.c -- to which line of which benchmark a block of a profile belongs. */
#include <stdio.h>
#include <string.h>

#include "support/cmocka_all.h"

#include "read_m/profile.h"

static const char text[] = "# p\n"
                           "./a.go:3:6: cannot inline F: recursive\n"
                           "./a.go:4:9: v escapes to heap\n"
                           "./a.go:8:6: can inline G with cost 3 as: func() { }\n";
static struct go_m_set set;
static struct read_m_profile profile;

static int set_up(void **state)
{
    (void)state;
    FILE *in = fmemopen((char *)text, sizeof text - 1, "r");
    if (in == NULL)
        return -1;
    go_m_init(&set);
    go_m_read(&set, in, "m.txt");
    go_m_finish(&set);
    memset(&profile, 0, sizeof profile);
    return fclose(in);
}

static int tear_down(void **state)
{
    (void)state;
    read_m_profile_done(&profile);
    go_m_done(&set);
    return 0;
}

/* Blocks of 8 bytes, made through these frames. */
static void add(const struct pprof_frame *frames, size_t n, int64_t blocks, int sign,
                const char *op)
{
    struct pprof_sample sample = { frames, n, blocks, 8 * blocks };
    read_m_profile_add(&profile, &set, &(struct pprof_profile){ &sample, 1, .rate = 1 }, sign, op);
}

static const struct pprof_frame line_4[] = { { "p.F", "/src/p/a.go", 4, false },
                                             { "p.BenchmarkF", "/src/p/a_test.go", 9, false },
                                             { "testing.(*B).runN", "/go/benchmark.go", 1,
                                               false } };
static const struct pprof_frame called[] = { { "fmt.Sprint", "/go/print.go", 7, false },
                                             { "p.F", "/src/p/a.go", 4, false } };
static const struct pprof_frame inlined[] = { { "p.G", "/src/p/a.go", 8, true },
                                              { "p.F", "/src/p/a.go", 4, false } };
static const struct pprof_frame other[] = { { "q.F", "/src/q/a.go", 4, false } };

static const struct read_m_line *at(unsigned line, size_t n)
{
    size_t found;
    const struct read_m_line *l = read_m_profile_at(&profile, "./a.go", line, &found);
    assert_int_equal(found, n);
    return l;
}

static void a_block_belongs_to_the_innermost_line_of_the_sources(void **state)
{
    (void)state;
    add(line_4, 3, 5, 1, NULL);
    read_m_profile_finish(&profile, NULL);
    const struct read_m_line *l = at(4, 1);
    assert_int_equal(l->blocks, 5);
    assert_int_equal(l->bytes, 40);
    assert_int_equal(l->called, 0);
    assert_string_equal(l->function, "F");
    assert_string_equal(profile.ops[l->op].name, "F");
}

static void what_the_line_calls_is_named_and_what_is_inlined_is_told_apart(void **state)
{
    (void)state;
    add(called, 2, 3, 1, "X");
    add(inlined, 2, 4, 1, "X");
    read_m_profile_finish(&profile, NULL);
    const struct read_m_line *l = at(4, 1);
    assert_int_equal(l->blocks, 3);
    assert_int_equal(l->called, 3);
    assert_string_equal(l->callee, "fmt.Sprint");
    assert_int_equal(l->inlined, 4);
    assert_int_equal(at(8, 1)->blocks, 4);
}

static void a_file_of_the_same_name_in_another_package_is_another(void **state)
{
    (void)state;
    add(other, 1, 6, 1, NULL);
    read_m_profile_finish(&profile, NULL);
    at(4, 0);
    assert_int_equal(profile.outside, 6);
}

static void two_runs_taken_off_each_other_leave_the_ops_between_them(void **state)
{
    (void)state;
    add(line_4, 3, 30, 1, "F");
    add(line_4, 3, 10, -1, "F");
    add(inlined, 2, 1, 1, "F");
    add(inlined, 2, 2, -1, "F"); /* set-up that varies */
    add(other, 1, 1, -1, "F");
    read_m_profile_set_ops(&profile, "F", 10);
    read_m_profile_finish(&profile, NULL);
    assert_true(read_m_profile_weight(&profile, at(4, 1)) == 2);
    at(8, 0);
    assert_int_equal(profile.outside, 0);
}

static void the_number_of_ops_is_in_the_benchmark_text(void **state)
{
    (void)state;
    static char runs[] = "pkg: p\nBenchmarkF-2 99 1 ns/op 8 B/op 1 allocs/op\n";
    struct gobench_set bench = { 0 };
    FILE *in = fmemopen(runs, sizeof runs - 1, "r");
    assert_true(gobench_read(&bench, in, "b.txt", "b"));
    fclose(in);
    add(line_4, 3, 100, 1, NULL);
    read_m_profile_finish(&profile, &bench);
    assert_true(profile.ops[0].count == 100); /* and one to try */
    assert_false(profile.ops[0].about);
    gobench_set_done(&bench);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_block_belongs_to_the_innermost_line_of_the_sources),
        TEST(what_the_line_calls_is_named_and_what_is_inlined_is_told_apart),
        TEST(a_file_of_the_same_name_in_another_package_is_another),
        TEST(two_runs_taken_off_each_other_leave_the_ops_between_them),
        TEST(the_number_of_ops_is_in_the_benchmark_text),
    };
    return cmocka_run_group_tests_name("read_m_profile", tests, NULL, NULL);
}
