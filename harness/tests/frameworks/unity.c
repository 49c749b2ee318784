/* unity.c -- heapmark/expect.h in a test of Unity (ThrowTheSwitch). */
#include <heapmark/expect.h>
#include <unity.h>

#include "allocates.h"

static const hm_budget nothing;

void setUp(void)
{
}

void tearDown(void)
{
}

static void judge(const hm_finding *found)
{
    if (found->verdict == HM_CANNOT_COUNT)
        TEST_IGNORE_MESSAGE(found->message);
    if (found->verdict != HM_HELD)
        TEST_FAIL_MESSAGE(found->message);
}

static void a_call_stays(void)
{
    hm_expect *region = hm_expect_begin(nothing);
    stays();
    judge(hm_expect_end(region));
}

static void a_call_allocates(void)
{
    hm_expect *region = hm_expect_begin(nothing);
    allocates();
    judge(hm_expect_end(region));
}

int main(void)
{
    UNITY_BEGIN();
    RUN_TEST(a_call_stays);
    RUN_TEST(a_call_allocates);
    return UNITY_END();
}
