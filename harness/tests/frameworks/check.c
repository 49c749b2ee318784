/* check.c -- heapmark/expect.h in a test of Check. Check runs each test in a child process. */
#include <stdio.h>

#include <check.h>
#include <heapmark/expect.h>

#include "allocates.h"

/* CALL costs what the budget allows. Check has no way to skip: a test that cannot count says so. */
#define ck_assert_budget(budget, call)                                                             \
    do {                                                                                           \
        hm_expect *region = hm_expect_begin(budget);                                               \
        call;                                                                                      \
        const hm_finding *found = hm_expect_end(region);                                           \
        if (found->verdict == HM_CANNOT_COUNT)                                                     \
            fputs(found->message, stderr);                                                         \
        else                                                                                       \
            ck_assert_msg(found->verdict == HM_HELD, "%s", found->message);                        \
    } while (0)

static const hm_budget nothing;

START_TEST(a_call_stays)
{
    ck_assert_budget(nothing, stays());
}
END_TEST

START_TEST(a_call_allocates)
{
    ck_assert_budget(nothing, allocates());
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("heap");
    TCase *tests = tcase_create("calls");
    tcase_add_test(tests, a_call_stays);
    tcase_add_test(tests, a_call_allocates);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
