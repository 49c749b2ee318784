/* benchtime.h -- parse --benchtime and --timeout: a count (`100x`) or a duration (`1h30s`). */
#ifndef HM_BENCH_BENCHTIME_H
#define HM_BENCH_BENCHTIME_H

#include <stdbool.h>
#include <stdint.h>

struct hm_bench_benchtime {
    uint64_t n;  /* exactly this many iterations; 0: until ns have passed */
    uint64_t ns; /* nanoseconds */
};

/* A Go duration: decimal numbers, each with a unit ns us (or the micro sign) ms s m h; or 0. False
 * if text is anything else, negative, or longer than 290 years. */
bool hm_bench_parse_duration(const char *text, uint64_t *ns);

/* Set *out and return NULL; or return what is wrong, as one clause. 0 is wrong. */
const char *hm_bench_parse_benchtime(const char *text, struct hm_bench_benchtime *out);

#endif
