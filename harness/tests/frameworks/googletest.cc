// googletest.cc -- heapmark/expect.h in a test of GoogleTest.
#include <gtest/gtest.h>
#include <heapmark/expect.h>

#include "allocates.h"

template <class Call> void costs(hm_budget budget, Call call)
{
    hm_expect *region = hm_expect_begin(budget);
    call();
    const hm_finding *found = hm_expect_end(region);
    if (found->verdict == HM_CANNOT_COUNT)
        GTEST_SKIP() << found->message;
    ASSERT_EQ(found->verdict, HM_HELD) << found->message;
}

TEST(Heap, ACallStays)
{
    costs(hm_budget{}, [] { stays(); });
}

TEST(Heap, ACallAllocates)
{
    costs(hm_budget{}, [] { allocates(); });
}
