/* test_read.c -- the numbers in the output of the instruments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "verify/read.h"

static void valgrind_s_grouped_numbers_are_read(void **state)
{
    (void)state;
    uint64_t allocs = 0, bytes = 0;
    assert_true(verify_read_valgrind("==1== HEAP SUMMARY:\n"
                                     "==1==   total heap usage: 1,234,567 allocs, 3 frees, "
                                     "9,876,543,210 bytes allocated\n==1== \n",
                                     &allocs, &bytes));
    assert_int_equal(allocs, 1234567);
    assert_int_equal(bytes, 9876543210);
}

static void the_last_summary_counts(void **state)
{
    (void)state;
    uint64_t allocs = 0, bytes = 0;
    assert_true(
        verify_read_valgrind("==2==   total heap usage: 1 allocs, 1 frees, 1 bytes allocated\n"
                             "==1==   total heap usage: 2 allocs, 2 frees, 8 bytes allocated\n",
                             &allocs, &bytes));
    assert_int_equal(allocs, 2);
    assert_int_equal(bytes, 8);
}

static void what_is_no_summary_is_refused(void **state)
{
    (void)state;
    uint64_t allocs, bytes;
    assert_false(verify_read_valgrind("", &allocs, &bytes));
    assert_false(verify_read_valgrind("total heap usage: 5 allocs", &allocs, &bytes));
    assert_false(verify_read_valgrind("total heap usage: 5 allocs, 5 frees, x", &allocs, &bytes));
}

static void jemalloc_s_requests_are_small_and_large(void **state)
{
    (void)state;
    uint64_t requests = 0;
    assert_true(
        verify_read_jemalloc("a line before\n{\"jemalloc\":{\"stats.arenas\":{\"merged\":{"
                             "\"small\":{\"nrequests\":123},\"large\":{\"nrequests\":4}}}}}\n"
                             "a line after\n",
                             &requests));
    assert_int_equal(requests, 127);
    assert_false(verify_read_jemalloc("{\"jemalloc\":{\"stats.arenas\":{}}}", &requests));
    assert_false(verify_read_jemalloc("no statistics", &requests));
    assert_false(verify_read_jemalloc("{\"jemalloc\":", &requests));
}

static void our_counters_are_read_and_their_absence_is_noticed(void **state)
{
    (void)state;
    struct verify_ours ours;
    assert_true(
        verify_read_ours("{\"benchmarks\":[{\"samples\":[{\"outcome\":\"measured\",\"n\":100,"
                         "\"counters\":{\"allocs\":200,\"frees\":200,\"grows\":7,\"shrinks\":3,"
                         "\"bytes\":900}}]}]}",
                         &ours));
    assert_int_equal(ours.n, 100);
    assert_int_equal(ours.allocs, 200);
    assert_int_equal(ours.bytes, 900);
    assert_int_equal(ours.reallocs, 10);
    assert_true(ours.counted);
    assert_true(verify_read_ours(
        "{\"benchmarks\":[{\"samples\":[{\"outcome\":\"measured\",\"n\":1}]}]}", &ours));
    assert_false(ours.counted);
    assert_false(verify_read_ours("{\"benchmarks\":[]}", &ours));
    assert_false(verify_read_ours("not JSON", &ours));
}

static void a_trace_shows_pages_and_reallocs_to_nothing(void **state)
{
    (void)state;
    struct verify_traced t = verify_read_trace("==9== Memcheck\n"
                                               "--9-- memalign(al 4096, size 8192) = 0x507B000\n"
                                               "--9-- memalign(al 4096, size 100) = 0x507B000\n"
                                               "--9-- memalign(al 64, size 64) = 0x507A880\n"
                                               "--9-- realloc(0x5079780,0)free(0x5079780)\n"
                                               "--9-- realloc(0x0,0)malloc(0) = 0x5079780\n"
                                               "--9-- realloc(0x5079780,4096) = 0x50797E0\n",
                                               4096);
    assert_int_equal(t.whole_pages, 1);
    assert_int_equal(t.to_nothing, 1);
}

static void a_trace_shows_what_operator_new_is_given_more(void **state)
{
    (void)state;
    struct verify_traced t =
        verify_read_trace("--9-- _Znwm(0) = 0x506D480\n"
                          "--9-- _ZnamRKSt9nothrow_t(0) = 0x506D480\n"
                          "--9-- _Znwm(24) = 0x506D480\n"
                          "--9-- _ZdlPv(0x506D480)\n"
                          "--9-- malloc(0) = 0x506D480\n"
                          "--9-- _ZnwmSt11align_val_t(size 12, al 64) = 0x506D5C0\n"
                          "--9-- _ZnamSt11align_val_tRKSt9nothrow_t(size 0, al 32) = 0x506D5C0\n"
                          "--9-- _ZnwmSt11align_val_t(size 128, al 64) = 0x506D5C0\n",
                          4096);
    assert_int_equal(t.new_of_nothing, 2);
    assert_int_equal(t.new_aligned, 52 + 32);
    assert_int_equal(t.to_nothing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valgrind_s_grouped_numbers_are_read),
        cmocka_unit_test(the_last_summary_counts),
        cmocka_unit_test(what_is_no_summary_is_refused),
        cmocka_unit_test(jemalloc_s_requests_are_small_and_large),
        cmocka_unit_test(our_counters_are_read_and_their_absence_is_noticed),
        cmocka_unit_test(a_trace_shows_pages_and_reallocs_to_nothing),
        cmocka_unit_test(a_trace_shows_what_operator_new_is_given_more),
    };
    return cmocka_run_group_tests_name("verify_read", tests, NULL, NULL);
}
