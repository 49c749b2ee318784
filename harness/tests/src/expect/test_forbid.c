/* A thread that must not allocate: its first block is met, with its stack. */
#include "support/cmocka_all.h"

#include <pthread.h>
#include <setjmp.h>
#include <string.h>

#include <heapmark/counters.h>
#include <heapmark/expect.h>
#include <heapmark/keep.h>

#include "support/counted.h"

static jmp_buf out;
static int met;
static bool leave;
static char said[4096];

static void note(const char *text)
{
    met++;
    snprintf(said, sizeof said, "%s", text);
    if (leave)
        longjmp(out, 1);
}

static void allocate(void)
{
    void *block = malloc(40);
    hm_keep(block);
    free(block);
}

static int ready(void **state)
{
    (void)state;
    met = 0;
    leave = false;
    hm_forbid_on_block(note);
    return 0;
}

static void the_first_block_is_met_and_no_other(void **state)
{
    (void)state;
    allocate();
    assert_true(hm_forbid_begin());
    allocate();
    allocate();
    hm_forbid_end();
    allocate();
    assert_int_equal(met, 1);
    assert_non_null(strstr(said, "a block of 40 bytes where none may be made:\n"));
    assert_non_null(strstr(said, "    allocate at "));
    assert_non_null(strstr(said, "test_forbid.c:"));
}

static void the_handler_may_jump_and_counting_goes_on(void **state)
{
    (void)state;
    leave = true;
    if (setjmp(out) == 0) {
        hm_forbid_begin();
        allocate();
        fail_msg("the handler returned");
    }
    hm_counters before = hm_counters_thread_now();
    allocate();
    assert_int_equal(hm_counters_thread_since(&before).allocs, 1);
    assert_int_equal(met, 1);
}

static __attribute__((noinline)) void forbid_and_leave(void)
{
    hm_forbid_begin();
    hm_clobber();
}

static void a_function_that_was_left_forbids_nothing(void **state)
{
    (void)state;
    forbid_and_leave();
    allocate();
    assert_int_equal(met, 0);
}

static void forbids_nest_and_end_one_by_one(void **state)
{
    (void)state;
    hm_forbid_begin();
    hm_forbid_begin();
    hm_forbid_end();
    allocate();
    hm_forbid_end();
    hm_forbid_end(); /* one too many is none */
    allocate();
    assert_int_equal(met, 1);
}

static void *elsewhere(void *arg)
{
    allocate();
    return arg;
}

static void other_threads_may_allocate(void **state)
{
    (void)state;
    pthread_t thread;
    hm_expect_pause();
    hm_forbid_begin();
    pthread_create(&thread, NULL, elsewhere, NULL);
    pthread_join(thread, NULL);
    hm_forbid_end();
    hm_expect_resume();
    assert_int_equal(met, 0);
}

static void a_pause_hides_blocks(void **state)
{
    (void)state;
    hm_forbid_begin();
    hm_expect_pause();
    allocate();
    hm_expect_resume();
    hm_forbid_end();
    assert_int_equal(met, 0);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_first_block_is_met_and_no_other, ready),
        cmocka_unit_test_setup(the_handler_may_jump_and_counting_goes_on, ready),
        cmocka_unit_test_setup(a_function_that_was_left_forbids_nothing, ready),
        cmocka_unit_test_setup(forbids_nest_and_end_one_by_one, ready),
        cmocka_unit_test_setup(other_threads_may_allocate, ready),
        cmocka_unit_test_setup(a_pause_hides_blocks, ready),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
