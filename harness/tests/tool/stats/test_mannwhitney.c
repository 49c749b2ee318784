/* test_mannwhitney.c -- the U test and the summaries give the same numbers as benchstat's library
 * for each pair of samples.
 *
 * golden/compare/benchstat_vectors.txt was written by a Go program that called that library; see
 * its first line. */
#include <stdio.h>
#include <string.h>
#include <math.h>

#include "support/cmocka_all.h"

#include "stats/mannwhitney.h"
#include "stats/sample.h"

enum { MAX = 128, SMALL = 8 };

struct vector {
    double a[MAX], b[MAX], summary[4], test[2];
    size_t na, nb;
};

static size_t numbers(const char *s, double *out)
{
    size_t n = 0;
    char *end;
    for (double x = strtod(s, &end); end != s && n < MAX; x = strtod(s, &end)) {
        out[n++] = x;
        s = end;
    }
    return n;
}

static void parse(char *line, struct vector *v)
{
    char *part[4] = { line };
    for (int i = 1; i < 4; i++) {
        part[i] = strchr(part[i - 1], '|');
        assert_non_null(part[i]);
        *part[i]++ = '\0';
    }
    v->na = numbers(part[0], v->a);
    v->nb = numbers(part[1], v->b);
    assert_int_equal(numbers(part[2], v->summary), 4);
    assert_int_equal(numbers(part[3], v->test), 2);
}

static void same(double got, double want, double within, int line)
{
    bool equal =
        (isnan(got) && isnan(want)) || (isinf(want) && got == want) || fabs(got - want) <= within;
    if (!equal)
        fail_msg("vector %d: got %.17g, expected %.17g", line, got, want);
}

/* All ways to split the merged values of two samples, counted one by one: the slow definition. */
struct split {
    size_t n, na, n_ways;
    double values[2 * SMALL], ranks[2 * SMALL]; /* twice the rank, equal values share theirs */
    double ways[2 * SMALL * SMALL + 1];         /* that have this U, in half steps */
};

/* Choose `left` of the first n values; sum is that of the ranks chosen so far. */
static void choose(struct split *s, size_t n, size_t left, double sum)
{
    if (left == 0) {
        s->ways[(size_t)sum - s->na * (s->na + 1)]++;
        s->n_ways++;
    } else if (n >= left) {
        choose(s, n - 1, left, sum);
        choose(s, n - 1, left - 1, sum + s->ranks[n - 1]);
    }
}

static void split(struct split *s)
{
    memset(s->ways, 0, sizeof s->ways);
    s->n_ways = 0;
    for (size_t i = 0; i < s->n; i++) {
        s->ranks[i] = 1;
        for (size_t k = 0; k < s->n; k++)
            s->ranks[i] += s->values[k] < s->values[i] ? 2 : s->values[k] == s->values[i];
    }
    choose(s, s->n, s->na, 0);
}

static double p_of(const struct split *s, double u)
{
    double below = 0, above = 0;
    for (size_t w = 0; w <= 2 * s->na * (s->n - s->na); w++) {
        below += (double)w <= 2 * u ? s->ways[w] : 0;
        above += (double)w >= 2 * u ? s->ways[w] : 0;
    }
    return fmin(1, 2 * fmin(below, above) / (double)s->n_ways);
}

static double p_by_counting(const double *a, size_t na, const double *b, size_t nb)
{
    struct split s = { .n = na + nb, .na = na };
    memcpy(s.values, a, na * sizeof *a);
    memcpy(s.values + na, b, nb * sizeof *b);
    split(&s);
    return p_of(&s, stats_mann_whitney(a, na, b, nb).u);
}

static bool has_ties(const struct vector *v)
{
    for (size_t i = 1; i < v->na; i++)
        if (v->a[i] == v->a[i - 1])
            return true;
    for (size_t i = 1; i < v->nb; i++)
        if (v->b[i] == v->b[i - 1])
            return true;
    for (size_t i = 0; i < v->na; i++)
        for (size_t j = 0; j < v->nb; j++)
            if (v->a[i] == v->b[j])
                return true;
    return false;
}

/* benchstat's p of samples of different size with ties is not the exact one. */
static void check_p(const struct vector *v, double p, int line)
{
    if (v->na == v->nb || !has_ties(v) || v->na > 25 || v->nb > 25)
        same(p, v->test[1], 1e-12, line);
    else if (v->na + v->nb <= 2 * SMALL)
        same(p, p_by_counting(v->a, v->na, v->b, v->nb), 1e-12, line);
}

static void check(const struct vector *v, int line)
{
    struct stats_mann_whitney test = stats_mann_whitney(v->a, v->na, v->b, v->nb);
    struct stats_summary sampled = stats_summary_sampled(v->a, v->na, 0.95);
    same(test.all_equal ? NAN : test.u, v->test[0], 0, line);
    check_p(v, test.p, line);
    same(sampled.center, v->summary[0], 1e-9, line);
    same(sampled.lo, v->summary[1], 0, line);
    same(sampled.hi, v->summary[2], 0, line);
    same(stats_summary_exact(v->a, v->na).center, v->summary[3], 0, line);
}

static void every_recorded_sample_gets_benchstats_numbers(void **state)
{
    (void)state;
    char line[8192];
    int n = 0;
    FILE *in = fopen(HM_SOURCE_DIR "/harness/tests/golden/compare/benchstat_vectors.txt", "r");
    assert_non_null(in);
    while (fgets(line, sizeof line, in) != NULL) {
        struct vector v;
        if (line[0] == '#')
            continue;
        parse(line, &v);
        check(&v, ++n);
    }
    fclose(in);
    assert_int_equal(n, 180);
}

/* What a pair of samples is made from: how often each value occurs in both, and in the first. */
struct pattern {
    size_t kinds, ties[2 * SMALL], in_a[2 * SMALL];
    bool seen[2 * SMALL * SMALL + 1]; /* a pair with this U, in half steps, was tested */
    size_t tested;
};

static void test_pair(struct pattern *p, const struct split *s)
{
    double a[SMALL], b[SMALL], u = 0;
    size_t na = 0, nb = 0;
    for (size_t v = 0; v < p->kinds; v++)
        for (size_t i = 0; i < p->ties[v]; i++)
            *(i < p->in_a[v] ? &a[na++] : &b[nb++]) = (double)v;
    for (size_t i = 0; i < na; i++)
        for (size_t k = 0; k < nb; k++)
            u += a[i] > b[k] ? 1 : a[i] == b[k] ? 0.5 : 0;
    if (p->kinds > 3 && p->seen[(size_t)(2 * u)])
        return;
    p->seen[(size_t)(2 * u)] = true;
    p->tested++;
    struct stats_mann_whitney test = stats_mann_whitney(a, na, b, nb);
    double want = p_of(s, u);
    if (test.u != u || !(test.p > 0) || fabs(test.p - want) > 1e-12 ||
        test.all_equal != (p->kinds == 1))
        fail_msg("%zu+%zu values, %zu distinct: U=%g p=%.17g, expected U=%g p=%.17g", na, nb,
                 p->kinds, test.u, test.p, u, want);
}

/* Share `left` values of the kinds from v on out to the first sample, in every way. */
static void test_pairs(struct pattern *p, const struct split *s, size_t v, size_t left)
{
    if (v == p->kinds) {
        if (left == 0)
            test_pair(p, s);
        return;
    }
    for (p->in_a[v] = 0; p->in_a[v] <= p->ties[v] && p->in_a[v] <= left; p->in_a[v]++)
        test_pairs(p, s, v + 1, left - p->in_a[v]);
}

/* The n merged values, ascending; a bit of steps says that the next one is larger. */
static size_t test_pattern(size_t na, size_t nb, unsigned steps)
{
    struct split s = { .n = na + nb, .na = na };
    struct pattern p = { 0 };
    for (size_t i = 0; i < s.n; i++) {
        p.kinds += i == 0 || steps >> (i - 1) & 1u;
        p.ties[p.kinds - 1]++;
        s.values[i] = (double)p.kinds;
    }
    split(&s);
    test_pairs(&p, &s, 0, na);
    return p.tested;
}

/* Every pair of samples of 1 to 8 values that holds up to three distinct ones, or no value twice;
 * and every U of every other pattern of ties of up to 11 values. */
static void p_of_every_small_pair_of_samples_is_exact_and_never_zero(void **state)
{
    (void)state;
    size_t tested = 0;
    for (size_t na = 1; na <= SMALL; na++)
        for (size_t nb = 1; nb <= SMALL; nb++)
            for (unsigned steps = 0; steps < 1u << (na + nb - 1); steps++) {
                size_t kinds = 1 + (size_t)__builtin_popcount(steps);
                if (kinds <= 3 || kinds == na + nb || na + nb <= 11)
                    tested += test_pattern(na, nb, steps);
            }
    assert_true(tested > 100000);
}

static void p_of_large_samples_is_never_zero_either(void **state)
{
    (void)state;
    static double low[3000], high[3000];
    for (size_t i = 0; i < 3000; i++)
        high[i] = 1 + (double)i;
    assert_true(stats_mann_whitney(low, 3000, high, 3000).p > 0);
}

static void equal_samples_are_said_to_be_equal(void **state)
{
    (void)state;
    const double ones[60] = { 0 };
    struct stats_mann_whitney few = stats_mann_whitney(ones, 3, ones, 4);
    struct stats_mann_whitney many = stats_mann_whitney(ones, 60, ones, 60);
    assert_true(few.all_equal);
    assert_true(few.p == 1);
    assert_true(many.all_equal);
    assert_true(many.p == 1);
}

static void four_values_a_side_are_needed_to_tell_a_difference(void **state)
{
    (void)state;
    assert_int_equal(stats_mann_whitney_needs(0.05), 4);
    assert_int_equal(stats_mann_whitney_needs(0.01), 5);
    assert_int_equal(stats_mann_whitney_needs(1), 1);
    assert_int_equal(stats_mann_whitney_needs(0), 0);
    assert_true(stats_mann_whitney_least(3, 4) > 0.05 && stats_mann_whitney_least(3, 5) < 0.05);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_recorded_sample_gets_benchstats_numbers),
        cmocka_unit_test(p_of_every_small_pair_of_samples_is_exact_and_never_zero),
        cmocka_unit_test(p_of_large_samples_is_never_zero_either),
        cmocka_unit_test(equal_samples_are_said_to_be_equal),
        cmocka_unit_test(four_values_a_side_are_needed_to_tell_a_difference),
    };
    return cmocka_run_group_tests_name("mannwhitney", tests, NULL, NULL);
}
