/* claim.h -- does what was counted agree with what was said? */
#ifndef HM_BENCH_CLAIM_H
#define HM_BENCH_CLAIM_H

#include <heapmark/sample.h>

/* Exact: N operations must have made claim x N. */
hm_verdict hm_bench_claim_check(const hm_claim *claim, const hm_sample *sample, bool counting);

#endif
