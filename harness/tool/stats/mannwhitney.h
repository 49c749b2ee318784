/* mannwhitney.h -- the Mann-Whitney U test: could two samples come from one population? Pure
 * functions. */
#ifndef HM_STATS_MANNWHITNEY_H
#define HM_STATS_MANNWHITNEY_H

#include <stdbool.h>
#include <stddef.h>

struct stats_mann_whitney {
    double u;       /* pairs in which the value of a is the larger, equal ones counted half */
    double p;       /* two-sided, never 0, at most 1 */
    bool all_equal; /* nothing to test: p is 1 */
};

/* a and b are sorted in ascending order, hold no NaN and are not empty. The distribution of U is
 * exact up to 50 values a side, 25 if some are equal; above, normal with corrections for ties and
 * continuity. p is twice the smaller tail of that distribution, so that exchanging the samples does
 * not change it. benchstat reads one tail off the other sample's distribution, and differs when
 * samples of different size have ties. Costs O(n^4) for the exact one, some 20 ms at the limit. */
struct stats_mann_whitney stats_mann_whitney(const double *a, size_t na, const double *b,
                                             size_t nb);

/* The smallest p that samples of these sizes can have, where no value occurs twice. */
double stats_mann_whitney_least(size_t na, size_t nb);

/* "p=0.002", and "p<0.001" for what would read as 0. */
enum { STATS_P_WORDS = 16 };
void stats_p_words(double p, char words[STATS_P_WORDS]);

/* Values a side below which p <= alpha cannot be reached; 0 if 9 are not enough. */
size_t stats_mann_whitney_needs(double alpha);

#endif
