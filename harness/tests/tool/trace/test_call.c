/* test_call.c -- a test program that traces itself learns which blocks outlived a call. */
#include "support/cmocka_all.h"

#include <stdlib.h>
#include <string.h>

#include <heapmark/trace.h>

static void *kept[3];

static void frees_what_it_makes(void *arg)
{
    (void)arg;
    free(malloc(16));
}

static void keeps_three(void *arg)
{
    (void)arg;
    for (int i = 0; i < 2; i++)
        kept[i] = malloc(24);
    kept[2] = strdup("five");
    free(malloc(8));
}

static void frees_three(void *arg)
{
    (void)arg;
    for (int i = 0; i < 3; i++)
        free(kept[i]);
}

static void a_call_that_frees_all_leaves_nothing(void **state)
{
    hm_trace_site site[2];
    (void)state;
    assert_int_equal(hm_trace_outliving(frees_what_it_makes, NULL, site, 2), 0);
    assert_int_equal(site[0].blocks, 0);
}

static void what_a_call_leaves_is_listed_by_site(void **state)
{
    hm_trace_site site[4];
    (void)state;
    assert_int_equal(hm_trace_outliving(keeps_three, NULL, site, 4), 3);
    assert_int_equal(site[0].blocks, 2);
    assert_int_equal(site[0].bytes, 48);
    assert_string_equal(site[0].function, "keeps_three");
    assert_int_equal(site[0].line, 21);
    assert_int_equal(site[1].blocks, 1);
    assert_string_equal(site[1].function, "keeps_three");
    assert_int_equal(site[1].line, 22);
    assert_int_equal(site[2].blocks, 0);
}

static void a_block_from_before_the_call_is_not_its_own(void **state)
{
    (void)state;
    assert_int_equal(hm_trace_outliving(frees_three, NULL, NULL, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_that_frees_all_leaves_nothing),
        cmocka_unit_test(what_a_call_leaves_is_listed_by_site),
        cmocka_unit_test(a_block_from_before_the_call_is_not_its_own),
    };
    return cmocka_run_group_tests_name("trace_call", tests, NULL, NULL);
}
