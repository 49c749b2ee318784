/* A failure armed on purpose hits exactly the request it was meant for, as that function may fail.
 */

#include <errno.h>
#include <malloc.h>
#include <string.h>
#include "support/cmocka_all.h"

#include <heapmark/counters.h>
#include <heapmark/fail.h>
#include <heapmark/keep.h>

#include "support/counted.h"

/* The compiler may assume that a request succeeds if its result is not used. */
static void *seen(void *block)
{
    __asm__ volatile("" : "+r"(block)::"memory");
    return block;
}

static void the_nth_request_fails_and_no_other(void **state)
{
    (void)state;
    void *block[4];
    hm_fail_at(3);
    for (int i = 0; i < 4; i++)
        block[i] = malloc(24);
    assert_non_null(block[0]);
    assert_non_null(block[1]);
    assert_null(block[2]);
    assert_non_null(block[3]);
    assert_false(hm_fail_disarm());
    for (int i = 0; i < 4; i++)
        free(block[i]);
}

static void a_refused_request_sets_enomem_and_is_not_counted(void **state)
{
    (void)state;
    hm_counters before = hm_counters_now();
    errno = 0;
    hm_fail_at(1);
    void *block = malloc(24);
    hm_keep(block);
    assert_null(block);
    assert_int_equal(errno, ENOMEM);
    assert_int_equal(hm_counters_since(&before).allocs, 0);
}

static void every_function_of_the_family_can_fail(void **state)
{
    (void)state;
    void *block = (void *)&block;
    hm_fail_at(1);
    assert_null(seen(calloc(3, 8)));
    hm_fail_at(1);
    assert_null(seen(realloc(NULL, 24)));
    hm_fail_at(1);
    assert_null(seen(reallocarray(NULL, 3, 8)));
    hm_fail_at(1);
    assert_null(seen(aligned_alloc(64, 64)));
    hm_fail_at(1);
    assert_null(seen(memalign(64, 64)));
    hm_fail_at(1);
    assert_null(seen(valloc(64)));
    hm_fail_at(1);
    assert_null(seen(pvalloc(64)));
    hm_fail_at(1);
    assert_int_equal(posix_memalign(&block, 64, 64), ENOMEM);
    assert_ptr_equal(block, &block);
}

static void a_refused_realloc_leaves_the_old_block(void **state)
{
    (void)state;
    char *block = malloc(24);
    strcpy(block, "still here");
    hm_fail_at(1);
    assert_null(seen(realloc(block, 4096)));
    assert_string_equal(block, "still here");
    free(block);
}

static void what_libc_allocates_inside_itself_can_fail_too(void **state)
{
    (void)state;
    hm_fail_at(1);
    assert_null(seen(strdup("hello")));
}

static void disarming_says_that_the_failure_was_still_to_come(void **state)
{
    (void)state;
    hm_fail_at(2);
    free(malloc(24));
    assert_true(hm_fail_disarm());
    void *block = malloc(24);
    assert_non_null(block);
    free(block);
    assert_false(hm_fail_disarm());
}

static void zero_disarms(void **state)
{
    (void)state;
    hm_fail_at(1);
    hm_fail_at(0);
    void *block = malloc(24);
    assert_non_null(block);
    free(block);
}

static void the_self_test_does_not_use_up_the_failure(void **state)
{
    (void)state;
    hm_fail_at(1);
    assert_true(hm_counting());
    assert_null(seen(malloc(24)));
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_self_test_does_not_use_up_the_failure), /* first: it is run once */
        cmocka_unit_test(the_nth_request_fails_and_no_other),
        cmocka_unit_test(a_refused_request_sets_enomem_and_is_not_counted),
        cmocka_unit_test(every_function_of_the_family_can_fail),
        cmocka_unit_test(a_refused_realloc_leaves_the_old_block),
        cmocka_unit_test(what_libc_allocates_inside_itself_can_fail_too),
        cmocka_unit_test(disarming_says_that_the_failure_was_still_to_come),
        cmocka_unit_test(zero_disarms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
