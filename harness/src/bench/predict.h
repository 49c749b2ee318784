/* predict.h -- how many iterations to try next, as Go decides it. */
#ifndef HM_BENCH_PREDICT_H
#define HM_BENCH_PREDICT_H

#include <stdint.h>

#define HM_BENCH_MAX_N UINT64_C(1000000000)

/* Iterations that should fill goal_ns, given that `done` iterations took took_ns and the last
 * attempt was `last`: 20 % more than the rule of three says, at most 100 x last, at least last + 1,
 * at most HM_BENCH_MAX_N. Go's steps in Go's order, but the product does not overflow. */
uint64_t hm_bench_predict_n(uint64_t goal_ns, uint64_t done, uint64_t took_ns, uint64_t last);

#endif
