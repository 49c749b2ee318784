/* match.h -- which benchmarks --bench and --skip select: one POSIX extended regular expression per
 * level of the name, separated by '/', alternatives separated by '|', neither inside brackets. */
#ifndef HM_MATCH_H
#define HM_MATCH_H

#include <stdbool.h>

#include "bench/store.h"

struct hm__pattern; /* one flag's value, compiled */

enum hm__matched {
    HM__NO_MATCH,
    HM__PARTIAL, /* the name has fewer levels than the pattern: only what is below it may match */
    HM__MATCH,
};

/* NULL if text is no pattern; then *why says what is wrong with which element (from the store).
 * flag is named there. An unanchored expression matches anywhere in its level. */
struct hm__pattern *hm__pattern_new(struct hm__store *store, const char *flag, const char *text,
                                    const char **why);
void hm__pattern_free(struct hm__pattern *pattern); /* what regcomp() holds; NULL is fine */

/* name: all levels, joined by '/'. A missing pattern (NULL) does not match. */
enum hm__matched hm__pattern_match(const struct hm__pattern *pattern, const char *name);

/* bench selects and skip does not take away. */
enum hm__matched hm__select(const struct hm__pattern *bench, const struct hm__pattern *skip,
                            const char *name);

#endif
