/* join_config.h -- which config keys split the tables, and which only differ between columns. */
#ifndef HM_COMPARE_JOIN_CONFIG_H
#define HM_COMPARE_JOIN_CONFIG_H

#include "compare/join.h"
#include "compare/projection.h"

/* The keys that take two values within one column, in the order first seen. */
struct compare_split {
    const char **keys;
    size_t n, cap;
};

/* Fill *split, and the lists `shared` and `differs` of the join. column[i] is the column of result
 * i. The keys that the join is by are in none of them. */
void compare_split_find(struct compare_split *split, struct compare_joined *joined,
                        const struct compare_projection *by, const size_t *column);
void compare_split_done(struct compare_split *split);

/* The splitting part of a result's config as one string, returned owned. */
char *compare_split_key(const struct compare_split *split, const struct gobench_set *set,
                        const struct gobench_result *result);

/* The same as a list, returned owned by the caller. */
struct compare_group compare_split_group(const struct compare_split *split,
                                         const struct gobench_set *set,
                                         const struct gobench_result *result);

/* What a result has of the keys of a layout's tables, returned owned by the caller. */
struct compare_group compare_layout_group(const struct compare_layout *layout,
                                          struct compare_joined *joined,
                                          const struct gobench_result *result);

/* Move what all groups agree on from them to the list `shared`. */
void compare_layout_share(struct compare_joined *joined);

/* Add to *varies_in, which is owned, the keys in which two results of one cell differ and that no
 * key of the layout names or covers. */
void compare_layout_vary(const struct compare_layout *layout, const struct gobench_set *set,
                         const struct gobench_result *a, const struct gobench_result *b,
                         char **varies_in);

#endif
