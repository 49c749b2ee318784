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

enum { MAX = 128 };

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

/* All ways to split the ranks, counted one by one: the slow definition. */
static double p_by_counting(const double *a, size_t na, const double *b, size_t nb)
{
    double all[16], u = stats_mann_whitney(a, na, b, nb).u, total = 0, below = 0, above = 0;
    size_t n = na + nb;
    memcpy(all, a, na * sizeof *a);
    memcpy(all + na, b, nb * sizeof *b);
    for (unsigned set = 0; set < 1u << n; set++) {
        double pairs = 0;
        if ((size_t)__builtin_popcount(set) != na)
            continue;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++)
                if ((set >> i & 1u) && !(set >> j & 1u))
                    pairs += all[i] > all[j] ? 1 : all[i] == all[j] ? 0.5 : 0;
        total++;
        below += pairs <= u;
        above += pairs >= u;
    }
    return fmin(1, 2 * fmin(below, above) / total);
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
    else if (v->na + v->nb <= 16)
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

static void p_is_the_share_of_all_ways_to_split_the_ranks(void **state)
{
    (void)state;
    const double a[] = { 1, 2, 2, 3, 7 }, b[] = { 2, 3, 3, 5, 8, 9 }, c[] = { 4, 6, 10, 11 };
    assert_true(fabs(stats_mann_whitney(a, 5, b, 6).p - p_by_counting(a, 5, b, 6)) < 1e-12);
    assert_true(fabs(stats_mann_whitney(a, 5, c, 4).p - p_by_counting(a, 5, c, 4)) < 1e-12);
    assert_true(fabs(stats_mann_whitney(c, 4, b, 6).p - p_by_counting(c, 4, b, 6)) < 1e-12);
}

/* Samples of 1 to 8 values from {0, 1} and of 1 to 5 from {0, 1, 2}: every tie there can be. */
static void p_of_all_small_samples_with_ties_is_exact_and_never_zero(void **state)
{
    (void)state;
    static const size_t most[] = { 0, 0, 8, 5 };
    size_t pairs = 0;
    for (size_t kinds = 2; kinds <= 3; kinds++)
        for (size_t na = 1; na <= most[kinds]; na++)
            for (size_t nb = 1; nb <= most[kinds]; nb++)
                for (size_t ones_a = 0; ones_a <= na; ones_a++)
                    for (size_t ones_b = 0; ones_b <= nb; ones_b++) {
                        double a[8] = { 0 }, b[8] = { 0 };
                        for (size_t i = 0; i < na; i++)
                            a[i] = i < na - ones_a ? 0 : kinds == 3 && i + 1 == na ? 2 : 1;
                        for (size_t i = 0; i < nb; i++)
                            b[i] = i < nb - ones_b ? 0 : kinds == 3 && 2 * i > nb ? 2 : 1;
                        struct stats_mann_whitney test = stats_mann_whitney(a, na, b, nb);
                        double want = p_by_counting(a, na, b, nb);
                        if (!(test.p > 0) || fabs(test.p - want) > 1e-12)
                            fail_msg("%zu of %zu, %zu of %zu: p=%.17g, expected %.17g", ones_a, na,
                                     ones_b, nb, test.p, want);
                        pairs++;
                    }
    assert_true(pairs > 2000);
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
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_recorded_sample_gets_benchstats_numbers),
        cmocka_unit_test(p_is_the_share_of_all_ways_to_split_the_ranks),
        cmocka_unit_test(p_of_all_small_samples_with_ties_is_exact_and_never_zero),
        cmocka_unit_test(p_of_large_samples_is_never_zero_either),
        cmocka_unit_test(equal_samples_are_said_to_be_equal),
        cmocka_unit_test(four_values_a_side_are_needed_to_tell_a_difference),
    };
    return cmocka_run_group_tests_name("mannwhitney", tests, NULL, NULL);
}
