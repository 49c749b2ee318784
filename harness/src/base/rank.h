/* rank.h -- the median, for both halves. Pure functions that allocate nothing. */
#ifndef HM_BASE_RANK_H
#define HM_BASE_RANK_H

#include <stdbool.h>
#include <stddef.h>

/* The median of a sample whose two middle values these are; one value twice if n is odd. */
double hm_base_middle(double below, double above);

/* Value i of a sample. False: it has none and does not count. */
typedef bool hm_base_value(const void *ctx, size_t i, double *value);

/* The median of n values that are not in order and need no array. count: how many of them there
 * are; at least 1. Takes time in proportion to n. */
double hm_base_median(hm_base_value *value, const void *ctx, size_t n, size_t count);

#endif
