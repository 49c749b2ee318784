// catch2.cc -- heapmark/expect.h in a test of Catch2 (version 2).
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#include <heapmark/expect.h>

#include "allocates.h"

template <class Call> void costs(hm_budget budget, Call call)
{
    hm_expect *region = hm_expect_begin(budget);
    call();
    const hm_finding *found = hm_expect_end(region);
    if (found->verdict == HM_CANNOT_COUNT)
        WARN(found->message);
    else if (found->verdict != HM_HELD)
        FAIL(found->message);
}

TEST_CASE("a call stays")
{
    costs(hm_budget{}, [] { stays(); });
}

TEST_CASE("a call allocates")
{
    costs(hm_budget{}, [] { allocates(); });
}
