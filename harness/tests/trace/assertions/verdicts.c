/* verdicts.c -- in a program that traces itself a broken assertion says how its blocks ended. */
#include <setjmp.h> // IWYU pragma: keep
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <heapmark/expect.h>

static void *kept;

__attribute__((noinline)) static void *make(void)
{
    void *block = malloc(24);
    kept = block; /* the call above is not the last thing that is done */
    return block;
}

__attribute__((noinline)) static void make_and_free(void)
{
    void *block = make();
    free(block);
    kept = NULL;
}

static void makes_nothing_that_leaves(void *arg)
{
    kept = malloc(8);
    free(kept);
    kept = arg;
}

static void *free_kept(void *arg)
{
    free(kept);
    return arg;
}

static void frees_elsewhere(void *arg)
{
    pthread_t thread;
    kept = malloc(16);
    assert_int_equal(pthread_create(&thread, NULL, free_kept, arg), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    kept = NULL;
}

static void keeps_one(void *arg)
{
    *(void **)arg = malloc(40);
    kept = NULL;
}

static void calls_make_and_free(void *arg)
{
    make_and_free();
    kept = arg;
}

static void assert_said(void (*fn)(void *arg), void *arg, const char *verdict)
{
    const hm_finding *found = hm_expect_call((hm_budget){ 0 }, fn, arg);
    assert_int_equal(found->verdict, HM_BROKEN);
    if (strstr(found->message, verdict) == NULL)
        fail_msg("no '%s' in:\n%s", verdict, found->message);
    assert_null(strstr(found->message, "in which frame they could live"));
    assert_null(strstr(found->message, "slow_malloc")); /* the tracer's own frames */
}

static void the_frame_that_could_have_held_a_block_is_named(void **state)
{
    (void)state;
    assert_said(calls_make_and_free, NULL,
                "\n    outlives make: lives in make_and_free, 1 frame up (1 of 1)\n");
    assert_said(makes_nothing_that_leaves, NULL,
                "\n    not seen to escape makes_nothing_that_leaves (1 of 1)\n");
}

static void a_block_that_another_thread_frees_has_no_frame(void **state)
{
    (void)state;
    assert_said(frees_elsewhere, NULL,
                "\n    outlives frees_elsewhere: freed by another thread (1 of 1)\n");
}

static void what_is_alive_is_not_judged(void **state)
{
    void *one = NULL;
    (void)state;
    assert_said(keeps_one, &one, "\n    not freed so far (1 of 1)\n");
    free(one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_frame_that_could_have_held_a_block_is_named),
        cmocka_unit_test(a_block_that_another_thread_frees_has_no_frame),
        cmocka_unit_test(what_is_alive_is_not_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
