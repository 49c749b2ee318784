/* expect.c -- heapmark/expect.h: a region with a budget, and a stretch that must not allocate. */
#include <heapmark/expect.h>

#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    static hm_budget budget; /* zeros: what is not set below has no limit */
    budget.name = "one block";
    budget.allocs = hm_at_most(1);
    hm_expect *e = hm_expect_begin(budget);
    free(malloc(10));
    const hm_finding *found = hm_expect_end(e);
    fputs(found->message, stdout);
    if (!hm_forbid_begin())
        return 1;
    hm_forbid_end();
    return found->verdict == HM_HELD ? 0 : 1;
}
