/* The runner's own memory. */
#include "support/cmocka_all.h"

#include <string.h>

#include <heapmark/counters.h>

#include "bench/store.h"

static void taking_memory_moves_no_counter(void **state)
{
    (void)state;
    struct hm_bench_store store = { 0 };
    hm_counters before = hm_counters_now();
    void *small = hm_bench_store_take(&store, 10);
    void *large = hm_bench_store_take(&store, 3000000);
    char *text = hm_bench_store_format(&store, "%s-%d", "n", 7);
    hm_counters used = hm_counters_since(&before);
    assert_non_null(small);
    assert_non_null(large);
    assert_string_equal(text, "n-7");
    assert_int_equal(used.allocs + used.frees, 0);
    hm_bench_store_release(&store);
}

static void blocks_are_apart_aligned_and_zero(void **state)
{
    (void)state;
    struct hm_bench_store store = { 0 };
    static const char zero[100];
    char *blocks[5000];
    for (size_t i = 0; i < 5000; i++) {
        blocks[i] = hm_bench_store_take(&store, 100);
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
        assert_memory_equal(blocks[i], zero, 100);
        memset(blocks[i], (int)(i % 251) + 1, 100);
    }
    for (size_t i = 0; i < 5000; i++)
        assert_int_equal(blocks[i][0], blocks[i][99]);
    hm_bench_store_release(&store);
}

static void growing_copies_what_was_there(void **state)
{
    (void)state;
    struct hm_bench_store store = { 0 };
    char *from = hm_bench_store_take(&store, 16);
    memcpy(from, "0123456789abcdef", 16);
    char *to = hm_bench_store_grow(&store, from, 16, 400);
    assert_memory_equal(to, "0123456789abcdef\0\0", 18);
    hm_bench_store_release(&store);
}

static void no_more_memory_is_remembered(void **state)
{
    (void)state;
    struct hm_bench_store store = { 0 };
    assert_false(hm_bench_store_ran_out(&store));
    assert_null(hm_bench_store_take(&store, SIZE_MAX - 100));
    assert_true(hm_bench_store_ran_out(&store));
    assert_null(hm_bench_store_take(&store, SIZE_MAX / 2 - 4096));
    assert_non_null(hm_bench_store_take(&store, 10));
    assert_true(hm_bench_store_ran_out(&store));
    hm_bench_store_release(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(taking_memory_moves_no_counter),
        cmocka_unit_test(blocks_are_apart_aligned_and_zero),
        cmocka_unit_test(growing_copies_what_was_there),
        cmocka_unit_test(no_more_memory_is_remembered),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
