/* The blocks of the start-up pool. */

#include <errno.h>
#include <malloc.h>
#include <string.h>
#include "support/cmocka_all.h"

#include <heapmark/counters.h>

#include "interpose/pool.h"
#include "support/counted.h"

static void a_pool_block_is_zeroed_aligned_and_known(void **state)
{
    (void)state;
    static const char zeros[100];
    char *block = hm_interpose_pool_alloc(100, 0);
    assert_true(hm_interpose_pool_owns(block));
    assert_int_equal(hm_interpose_pool_size(block), 100);
    assert_int_equal((uintptr_t)block % 16, 0);
    assert_memory_equal(block, zeros, 100);
    assert_int_equal((uintptr_t)hm_interpose_pool_alloc(1, 4096) % 4096, 0);
}

static void what_the_heap_gives_is_not_the_pools(void **state)
{
    (void)state;
    void *block = malloc(24);
    assert_false(hm_interpose_pool_owns(block));
    assert_false(hm_interpose_pool_owns(NULL));
    assert_false(hm_interpose_pool_owns(hm_interpose_pool + HM_INTERPOSE_POOL_BYTES));
    free(block);
}

static void realloc_takes_a_block_out_of_the_pool_with_its_content(void **state)
{
    (void)state;
    char *block = hm_interpose_pool_alloc(8, 0);
    memcpy(block, "1234567", 8);
    hm_counters before = hm_counters_now();
    char *moved = realloc(block, 4096);
    hm_counters used = hm_counters_since(&before);
    assert_false(hm_interpose_pool_owns(moved));
    assert_string_equal(moved, "1234567");
    assert_int_equal(used.allocs, 1);
    assert_int_equal(used.frees, 0);
    free(moved);
}

static void the_family_accepts_a_pool_block_without_counting_it(void **state)
{
    (void)state;
    void *block = hm_interpose_pool_alloc(40, 0);
    hm_counters before = hm_counters_now();
    assert_int_equal(malloc_usable_size(block), 40);
    free(block);
    assert_int_equal(hm_counters_since(&before).frees, 0);
}

static void a_full_pool_says_enomem(void **state)
{
    (void)state;
    errno = 0;
    assert_null(hm_interpose_pool_alloc(HM_INTERPOSE_POOL_BYTES, 0));
    assert_int_equal(errno, ENOMEM);
    assert_null(hm_interpose_pool_alloc(SIZE_MAX - 8, 0));
    assert_null(hm_interpose_pool_alloc(8, SIZE_MAX / 2 + 1));
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pool_block_is_zeroed_aligned_and_known),
        cmocka_unit_test(what_the_heap_gives_is_not_the_pools),
        cmocka_unit_test(realloc_takes_a_block_out_of_the_pool_with_its_content),
        cmocka_unit_test(the_family_accepts_a_pool_block_without_counting_it),
        cmocka_unit_test(a_full_pool_says_enomem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
