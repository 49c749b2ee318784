/* claim.c -- compare exact totals with claim x N. */
#include "bench/claim.h"

static bool is_product(uint64_t total, uint64_t each, uint64_t n)
{
    uint64_t product;
    return !__builtin_mul_overflow(each, n, &product) && product == total;
}

hm_verdict hm_bench_claim_check(const hm_claim *claim, const hm_sample *sample, bool counting)
{
    if (!claim->given)
        return HM_NO_CLAIM;
    if (!counting || sample->outcome != HM_MEASURED || sample->n == 0)
        return HM_CLAIM_UNCHECKED;
    bool holds = is_product(sample->used.allocs, claim->allocs, sample->n) &&
                 is_product(sample->used.bytes, claim->bytes, sample->n);
    return holds ? HM_CLAIM_HOLDS : HM_CLAIM_FALSE;
}
