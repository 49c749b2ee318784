/* match.h -- which benchmarks --bench and --skip select: one POSIX extended regular expression per
 * level of the name, separated by '/', alternatives separated by '|', neither inside brackets. */
#ifndef HM_BENCH_MATCH_H
#define HM_BENCH_MATCH_H

#include <stdbool.h>

#include "bench/store.h"

struct hm_bench_pattern; /* one flag's value, compiled */

enum hm_bench_matched {
    HM_BENCH_NO_MATCH,
    HM_BENCH_PARTIAL, /* the name has fewer levels than the pattern: only what is below it may match
                       */
    HM_BENCH_MATCH,
};

/* NULL if text is no pattern; then *why says what is wrong with which element (from the store).
 * flag is named there. An unanchored expression matches anywhere in its level. */
struct hm_bench_pattern *hm_bench_pattern_new(struct hm_bench_store *store, const char *flag,
                                              const char *text, const char **why);
void hm_bench_pattern_free(
    struct hm_bench_pattern *pattern); /* what regcomp() holds; NULL is fine */

/* name: all levels, joined by '/'. A missing pattern (NULL) does not match. */
enum hm_bench_matched hm_bench_pattern_match(const struct hm_bench_pattern *pattern,
                                             const char *name);

/* bench selects and skip does not take away. */
enum hm_bench_matched hm_bench_select(const struct hm_bench_pattern *bench,
                                      const struct hm_bench_pattern *skip, const char *name);

#endif
