/* join_config.h -- which config keys split the tables, and which only differ between columns. */
#ifndef HM_JOIN_CONFIG_H
#define HM_JOIN_CONFIG_H

#include "compare/join.h"

/* The keys that take two values within one column, in the order first seen. */
struct hm__split {
    const char **keys;
    size_t n, cap;
};

/* Fill *split, and the lists `shared` and `differs` of the join. column[i] is the column of result
 * i. The key that the join is by is in none of them. */
void hm__split_find(struct hm__split *split, struct hm__joined *joined, const size_t *column);
void hm__split_done(struct hm__split *split);

/* The splitting part of a result's config as one string, returned owned. */
char *hm__split_key(const struct hm__split *split, const struct hm__benchset *set,
                    const struct hm__result *result);

/* The same as a list, returned owned by the caller. */
struct hm__group hm__split_group(const struct hm__split *split, const struct hm__benchset *set,
                                 const struct hm__result *result);

#endif
