/* match.h -- which benchmarks --bench and --skip select.
 *
 * A pattern is one POSIX extended regular expression per level of the name, separated by '/';
 * alternatives are separated by '|'. Inside brackets neither separates. */
#ifndef HM_BENCH_MATCH_H
#define HM_BENCH_MATCH_H

#include <stdbool.h>

#include "bench/store.h"

struct hm_bench_pattern; /* one flag's value, compiled */

enum hm_bench_matched {
    HM_BENCH_NO_MATCH,
    HM_BENCH_PARTIAL, /* fewer levels than the pattern: a sub-benchmark may match */
    HM_BENCH_MATCH,
};

/* Compile text. NULL if it is no pattern: then *why names the flag, the element and what is wrong
 * (in the store). An unanchored expression matches anywhere in its level. */
struct hm_bench_pattern *hm_bench_pattern_new(struct hm_bench_store *store, const char *flag,
                                              const char *text, const char **why);
/* Free what regcomp() allocated; NULL is fine. */
void hm_bench_pattern_free(struct hm_bench_pattern *pattern);

/* name: all levels, joined by '/'. A missing pattern (NULL) does not match. */
enum hm_bench_matched hm_bench_pattern_match(const struct hm_bench_pattern *pattern,
                                             const char *name);

/* Does `bench` match the name, and `skip` not? */
enum hm_bench_matched hm_bench_select(const struct hm_bench_pattern *bench,
                                      const struct hm_bench_pattern *skip, const char *name);

#endif
