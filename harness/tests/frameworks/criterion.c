/* criterion.c -- heapmark/expect.h in a test of Criterion. */
#include <criterion/criterion.h>
#include <heapmark/expect.h>

#include "allocates.h"

static const hm_budget nothing;

static void judge(const hm_finding *found)
{
    if (found->verdict == HM_CANNOT_COUNT)
        cr_skip_test("%s", found->message);
    cr_assert(found->verdict == HM_HELD, "%s", found->message);
}

Test(heap, a_call_stays)
{
    hm_expect *region = hm_expect_begin(nothing);
    stays();
    judge(hm_expect_end(region));
}

Test(heap, a_call_allocates)
{
    hm_expect *region = hm_expect_begin(nothing);
    allocates();
    judge(hm_expect_end(region));
}
