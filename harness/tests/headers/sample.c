/* sample.c -- heapmark/sample.h: a claim as data. */
#include <heapmark/sample.h>

int main(void)
{
    hm_claim claim = hm_claim_of(3, 56);
    return claim.given && claim.allocs == 3 && claim.bytes == 56 ? 0 : 1;
}
