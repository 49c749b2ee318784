/* filter.h -- --filter in benchstat's syntax: which measurements are taken. */
#ifndef HM_COMPARE_FILTER_H
#define HM_COMPARE_FILTER_H

#include "gobench/file.h"

struct compare_filter;

/* Parse an expression such as ".name:Copy -/size:(4k OR 8k) .unit:/B/". Returns NULL and in *wrong
 * what was expected where, owned by the caller. */
struct compare_filter *compare_filter_parse(const char *text, char **wrong);
void compare_filter_free(struct compare_filter *filter);

/* Drop the values of the set that do not match, and results that have none left. */
void compare_filter_apply(const struct compare_filter *filter, struct gobench_set *set);

#endif
