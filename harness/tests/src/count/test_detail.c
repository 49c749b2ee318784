/* What a detail pass sees, block by block. */

#include <malloc.h>
#include "support/cmocka_all.h"

#include <heapmark/detail.h>
#include <heapmark/keep.h>

#include "support/counted.h"

static void usable_bytes_are_what_the_allocator_says(void **state)
{
    (void)state;
    hm_detail d;
    assert_true(hm_detail_start());
    void *block = malloc(33);
    uint64_t usable = malloc_usable_size(block);
    hm_detail_stop(&d);
    free(block);
    assert_int_equal(d.counts.allocs, 1);
    assert_int_equal(d.counts.bytes, 33);
    assert_int_equal(d.usable_bytes, usable);
    assert_true(usable >= 33);
}

static void live_and_peak_follow_births_and_deaths(void **state)
{
    (void)state;
    hm_detail d;
    assert_true(hm_detail_start());
    void *a = malloc(100), *b = calloc(1, 100);
    uint64_t one = malloc_usable_size(a), two = one + malloc_usable_size(b);
    free(b);
    void *c = malloc(10);
    uint64_t left = one + malloc_usable_size(c);
    hm_detail_stop(&d);
    free(a);
    free(c);
    assert_int_equal(d.peak_blocks, 2);
    assert_int_equal(d.peak_bytes, two);
    assert_int_equal(d.live_blocks, 2);
    assert_int_equal(d.live_bytes, left);
}

static void freeing_what_is_older_than_the_pass_goes_below_zero(void **state)
{
    (void)state;
    hm_detail d;
    void *old = malloc(64);
    int64_t usable = (int64_t)malloc_usable_size(old);
    assert_true(hm_detail_start());
    free(old);
    hm_detail_stop(&d);
    assert_int_equal(d.live_blocks, -1);
    assert_int_equal(d.live_bytes, -usable);
    assert_int_equal(d.peak_bytes, 0);
}

static void a_realloc_changes_the_bytes_alive_but_not_the_blocks(void **state)
{
    (void)state;
    hm_detail d;
    void *block = malloc(10);
    assert_true(hm_detail_start());
    int64_t before = (int64_t)malloc_usable_size(block);
    block = realloc(block, 5000);
    int64_t after = (int64_t)malloc_usable_size(block);
    hm_detail_stop(&d);
    free(block);
    assert_int_equal(d.counts.allocs, 1);
    assert_int_equal(d.counts.grows, 1);
    assert_int_equal(d.live_blocks, 0);
    assert_int_equal(d.live_bytes, after - before);
    assert_int_equal(d.peak_blocks, 0);
}

static void go_is_charged_for_the_same_requests(void **state)
{
    (void)state;
    hm_detail d;
    assert_true(hm_detail_start());
    for (int i = 0; i < 2; i++) {
        void *args = malloc(32), *string = malloc(16), *number = malloc(8);
        hm_keep(args);
        free(number);
        free(string);
        free(args);
    }
    hm_detail_stop(&d);
    assert_int_equal(d.go_bytes, 2 * 56);
    assert_int_equal(d.counts.allocs, 2 * 3);
}

static void each_pass_starts_with_no_tiny_block_open(void **state)
{
    (void)state;
    hm_detail d;
    for (int pass = 0; pass < 2; pass++) {
        assert_true(hm_detail_start());
        free(malloc(8));
        hm_detail_stop(&d);
        assert_int_equal(d.go_bytes, 16);
    }
}

static void sizes_fall_into_their_class(void **state)
{
    (void)state;
    static const size_t sizes[] = { 0, 8, 9, 16, 17, 4096, 4097 };
    static const int classes[] = { 0, 0, 1, 1, 2, 9, 10 };
    hm_detail d;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        assert_true(hm_detail_start());
        free(malloc(sizes[i]));
        hm_detail_stop(&d);
        assert_int_equal(d.class_allocs[classes[i]], 1);
        assert_int_equal(d.class_bytes[classes[i]], sizes[i]);
    }
}

static void one_pass_at_a_time(void **state)
{
    (void)state;
    hm_detail d;
    assert_true(hm_detail_start());
    assert_false(hm_detail_start());
    hm_detail_stop(&d);
    assert_int_equal(d.counts.allocs, 0);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usable_bytes_are_what_the_allocator_says),
        cmocka_unit_test(live_and_peak_follow_births_and_deaths),
        cmocka_unit_test(freeing_what_is_older_than_the_pass_goes_below_zero),
        cmocka_unit_test(a_realloc_changes_the_bytes_alive_but_not_the_blocks),
        cmocka_unit_test(go_is_charged_for_the_same_requests),
        cmocka_unit_test(each_pass_starts_with_no_tiny_block_open),
        cmocka_unit_test(sizes_fall_into_their_class),
        cmocka_unit_test(one_pass_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
