/* join_config.h -- which config keys split the tables, and which only differ between columns. */
#ifndef HM_COMPARE_JOIN_CONFIG_H
#define HM_COMPARE_JOIN_CONFIG_H

#include "compare/join.h"

/* The keys that take two values within one column, in the order first seen. */
struct compare_split {
    const char **keys;
    size_t n, cap;
};

/* Fill *split, and the lists `shared` and `differs` of the join. column[i] is the column of result
 * i. The key that the join is by is in none of them. */
void compare_split_find(struct compare_split *split, struct compare_joined *joined,
                        const size_t *column);
void compare_split_done(struct compare_split *split);

/* The splitting part of a result's config as one string, returned owned. */
char *compare_split_key(const struct compare_split *split, const struct gobench_set *set,
                        const struct gobench_result *result);

/* The same as a list, returned owned by the caller. */
struct compare_group compare_split_group(const struct compare_split *split,
                                         const struct gobench_set *set,
                                         const struct gobench_result *result);

#endif
