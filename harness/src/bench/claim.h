/* claim.h -- does the count agree with the claim? */
#ifndef HM_BENCH_CLAIM_H
#define HM_BENCH_CLAIM_H

#include <heapmark/sample.h>

/* Exact: N operations must have asked for N x claim. counting: the counts can be trusted. */
hm_verdict hm_bench_claim_check(const hm_claim *claim, const hm_sample *sample, bool counting);

#endif
