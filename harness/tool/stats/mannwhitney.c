/* mannwhitney.c -- the distribution of U, exact for small samples; contract in mannwhitney.h. */
#include "stats/mannwhitney.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/xalloc.h"

enum { EXACT_LIMIT = 50, EXACT_LIMIT_TIES = 25 };

/* The two samples merged: how many values each rank has. */
struct ranks {
    size_t *ties; /* owned */
    size_t n;
    bool tied;
    double u; /* of the first sample */
};

static struct ranks rank(const double *a, size_t na, const double *b, size_t nb)
{
    struct ranks r = { xrealloc(NULL, na + nb, sizeof(size_t)), 0, false, 0 };
    for (size_t i = 0, j = 0; i < na || j < nb;) {
        double v = j == nb || (i < na && a[i] <= b[j]) ? a[i] : b[j];
        size_t in_a = 0, in_b = 0, below = j;
        while (i < na && a[i] == v)
            i++, in_a++;
        while (j < nb && b[j] == v)
            j++, in_b++;
        r.u += (double)in_a * ((double)below + (double)in_b / 2);
        r.ties[r.n++] = in_a + in_b;
        r.tied = r.tied || in_a + in_b > 1;
    }
    return r;
}

static double choose(size_t n, size_t k)
{
    double c = 1;
    for (size_t i = 0; i < k; i++)
        c = c * (double)(n - i) / (double)(i + 1);
    return c;
}

/* ways[j * width + w]: in how many ways can j of the values ranked so far belong to sample a, such
 * that U is w half steps (or steps, without ties)? One more rank of t values, of which k go to a:
 * each of them beats the values of b seen before, and halves with the t - k others of its own rank.
 */
static void add_rank(double *ways, size_t width, size_t na, size_t seen, size_t t, bool tied)
{
    for (size_t j = na < seen + t ? na : seen + t; j > 0; j--) {
        for (size_t k = 1; k <= t && k <= j; k++) {
            size_t before = j - k; /* of a, ranked lower */
            if (before > seen)
                continue;
            size_t gain = tied ? 2 * k * (seen - before) + k * (t - k) : k * (seen - before);
            double c = choose(t, k);
            const double *from = ways + before * width;
            double *to = ways + j * width;
            for (size_t w = gain; w < width; w++)
                to[w] += c * from[w - gain];
        }
    }
}

/* The chance that U of sample a is at most u, if both samples are drawn from the same values. */
static double exact_cdf(const struct ranks *r, size_t na, size_t nb, double u)
{
    size_t width = (size_t)floor(r->tied ? 2 * u : u) + 1;
    double *ways = xrealloc(NULL, (na + 1) * width, sizeof *ways);
    for (size_t i = 0; i < (na + 1) * width; i++)
        ways[i] = 0;
    ways[0] = 1;
    size_t seen = 0;
    for (size_t i = 0; i < r->n; i++) {
        add_rank(ways, width, na, seen, r->ties[i], r->tied);
        seen += r->ties[i];
    }
    double sum = 0;
    for (size_t w = 0; w < width; w++)
        sum += ways[na * width + w];
    free(ways);
    return sum / choose(na + nb, na);
}

/* Twice the smaller tail. The tails mirror each other, except when samples of different size have
 * ties: then U cannot go as far from its mean on one side as on the other. */
static double exact_p(const struct ranks *r, size_t na, size_t nb)
{
    double other = (double)na * (double)nb - r->u;
    double tail;
    if (r->tied && na != nb)
        tail = fmin(exact_cdf(r, na, nb, r->u), exact_cdf(r, nb, na, other));
    else
        tail = exact_cdf(r, na, nb, fmin(r->u, other));
    return fmin(1, 2 * tail);
}

static double normal_p(const struct ranks *r, size_t na, size_t nb)
{
    double product = (double)na * (double)nb, n = (double)na + (double)nb, ties = 0;
    for (size_t i = 0; i < r->n; i++) {
        double t = (double)r->ties[i];
        ties += t * t * t - t;
    }
    double sigma = sqrt(product * (n + 1 - ties / (n * (n - 1))) / 12);
    double distance = fabs(r->u - product / 2);
    double z = (distance > 0 ? distance - 0.5 : 0) / sigma;
    double tail = erfc(z / sqrt(2)) / 2;
    return fmax(2 * fmin(tail, 1 - tail), DBL_MIN); /* rounded to 0 far out; it never is */
}

struct stats_mann_whitney stats_mann_whitney(const double *a, size_t na, const double *b, size_t nb)
{
    struct ranks r = rank(a, na, b, nb);
    size_t limit = r.tied ? EXACT_LIMIT_TIES : EXACT_LIMIT;
    struct stats_mann_whitney result = { .u = r.u, .p = 1, .all_equal = r.n == 1 };
    if (!result.all_equal && na <= limit && nb <= limit)
        result.p = exact_p(&r, na, nb);
    else if (!result.all_equal)
        result.p = normal_p(&r, na, nb);
    free(r.ties);
    return result;
}

double stats_mann_whitney_least(size_t na, size_t nb)
{
    return fmin(1, 2 / choose(na + nb, na));
}

void stats_p_words(double p, char words[STATS_P_WORDS])
{
    if (p < 0.0005)
        snprintf(words, STATS_P_WORDS, "p<0.001");
    else
        snprintf(words, STATS_P_WORDS, "p=%.3f", p);
}

size_t stats_mann_whitney_needs(double alpha)
{
    for (size_t n = 1; n <= 9; n++)
        if (stats_mann_whitney_least(n, n) <= alpha)
            return n;
    return 0;
}
