/* sample.h -- what a handful of repeated measurements says: centre, interval, mean of ratios. Pure
 * functions.
 *
 * Numbers agree with golang.org/x/perf/benchmath, so that a reader of benchstat finds what is
 * expected. Sorted arrays are in ascending order and hold no NaN. */
#ifndef HM_STATS_SAMPLE_H
#define HM_STATS_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

struct stats_summary {
    double center;
    double lo, hi; /* the interval; infinite if there are too few values */
    bool varies;   /* exact values only: they were not all the same */
};

/* Median, and the order statistics between which the true median lies with at least this confidence
 * (0..1). n >= 1. */
struct stats_summary stats_summary_sampled(const double *sorted, size_t n, double confidence);

/* For values that are counted: the most frequent (the smallest of those), and the range. n >= 1. */
struct stats_summary stats_summary_exact(const double *sorted, size_t n);

/* Values needed for a finite interval; 0 if 50 are not enough. */
size_t stats_summary_needs(double confidence);

/* The larger distance from the centre to an end of the interval, as a share of the centre. Infinite
 * if the interval is, NaN if it has another sign than the centre. */
double stats_summary_spread(const struct stats_summary *summary);

/* NaN if undefined: no values, or one that is not above 0. */
double stats_geomean(const double *values, size_t n);

/* Sort n values in place; NaN go to the end. Returns how many are not NaN. */
size_t stats_sort_values(double *values, size_t n);

#endif
