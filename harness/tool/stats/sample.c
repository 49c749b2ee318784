/* sample.c -- centre and interval of repeated measurements; contract in sample.h. */
#include "stats/sample.h"

#include <math.h>
#include <stdlib.h>

#include "base/rank.h"

enum { EXACT_BINOMIAL = 30, ENOUGH = 50 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    if (isnan(x) || isnan(y))
        return isnan(x) - isnan(y);
    return (x > y) - (x < y);
}

size_t stats_sort_values(double *values, size_t n)
{
    if (n > 0)
        qsort(values, n, sizeof *values, ascending);
    while (n > 0 && isnan(values[n - 1]))
        n--;
    return n;
}

/* Order statistics l and r, from 1; 0 and n + 1 lie outside of the sample. */
struct orders {
    long l, r;
};

/* The chance that exactly k of n values lie below the median. */
static double binomial(long n, long k)
{
    if (k < 0 || k > n)
        return 0;
    double p = ldexp(1, (int)-n);
    for (long i = 0; i < k; i++)
        p = p * (double)(n - i) / (double)(i + 1);
    return p;
}

/* Add up chances outwards from the most likely gap until the confidence is reached; the left one
 * first. */
static struct orders exact_orders(long n, double confidence)
{
    long l = (n + 2) / 2 - 1, r;
    double sum = binomial(n, l);
    for (r = l + 1; sum < confidence && (l > 0 || r <= n);) {
        double left = binomial(n, l - 1), right = binomial(n, r);
        if (left >= right) {
            sum += left;
            l--;
        } else {
            sum += right;
            r++;
        }
    }
    return (struct orders){ l, r };
}

static double normal_cdf(double x, double mean, double sigma)
{
    return erfc(-(x - mean) / (sigma * sqrt(2))) / 2;
}

/* z with the chance p, 0 < p < 0.5, below it: bisection, as speed does not matter and exactness
 * does. */
static double normal_quantile(double p)
{
    double lo = -40, hi = 0;
    for (int i = 0; i < 200; i++) {
        double mid = (lo + hi) / 2;
        *(normal_cdf(mid, 0, 1) < p ? &lo : &hi) = mid;
    }
    return hi;
}

/* The normal approximation of the same, with continuity correction; one gap less on the right if
 * that is still enough. */
static struct orders normal_orders(long n, double confidence)
{
    double mean = (double)n / 2, sigma = sqrt((double)n) / 2;
    double alpha = (1 - confidence) / 2;
    double left = mean + sigma * (alpha < 0.5 ? normal_quantile(alpha) : 0);
    double right = 2 * mean - left;
    long l = (long)floor(left - 0.5) + 1;
    long r = (long)ceil(right - 0.5) + 1;
    double below_l = normal_cdf((double)l - 0.5, mean, sigma);
    double shorter = normal_cdf((double)(r - 1) - 0.5, mean, sigma) - below_l;
    if (shorter >= confidence && shorter < normal_cdf((double)r - 0.5, mean, sigma) - below_l)
        r--;
    return (struct orders){ l, r };
}

static struct orders median_orders(long n, double confidence)
{
    struct orders o = { 0, n + 1 };
    if (confidence < 1)
        o = n <= EXACT_BINOMIAL ? exact_orders(n, confidence) : normal_orders(n, confidence);
    return (struct orders){ o.l < 0 ? 0 : o.l, o.r > n + 1 ? n + 1 : o.r };
}

struct stats_summary stats_summary_sampled(const double *sorted, size_t n, double confidence)
{
    struct orders o = median_orders((long)n, confidence);
    return (struct stats_summary){
        .center = hm_base_middle(sorted[(n - 1) / 2], sorted[n / 2]),
        .lo = o.l < 1 ? -INFINITY : sorted[o.l - 1],
        .hi = o.r > (long)n ? INFINITY : sorted[o.r - 1],
    };
}

struct stats_summary stats_summary_exact(const double *sorted, size_t n)
{
    size_t best = 0, best_run = 0;
    for (size_t i = 0, run; i < n; i += run) {
        run = 1;
        while (i + run < n && sorted[i + run] == sorted[i])
            run++;
        if (run > best_run) {
            best = i;
            best_run = run;
        }
    }
    return (struct stats_summary){ sorted[best], sorted[0], sorted[n - 1], best_run != n };
}

size_t stats_summary_needs(double confidence)
{
    for (size_t n = 2; n <= ENOUGH; n++) {
        struct orders o = median_orders((long)n, confidence);
        if (o.l >= 1 && o.r <= (long)n)
            return n;
    }
    return 0;
}

static int sign(double x)
{
    return (x > 0) - (x < 0);
}

double stats_summary_spread(const struct stats_summary *s)
{
    if (isinf(s->lo) || isinf(s->hi))
        return INFINITY;
    if (sign(s->center) != sign(s->lo) || sign(s->center) != sign(s->hi))
        return NAN;
    return s->center == 0 ? 0 : fmax(s->hi / s->center - 1, 1 - s->lo / s->center);
}

double stats_geomean(const double *values, size_t n)
{
    double mean = 0;
    bool infinite = false;
    for (size_t i = 0; i < n; i++) {
        if (!(values[i] > 0))
            return NAN;
        infinite = infinite || isinf(values[i]);
        mean += (log(values[i]) - mean) / (double)(i + 1);
    }
    return n == 0 ? NAN : infinite ? INFINITY : exp(mean);
}
