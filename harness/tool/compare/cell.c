/* cell.c -- a cell of a comparison in words: what all writers share. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "gobench/unit.h"
#include "compare/out.h"
#include "stats/mannwhitney.h"
#include "cli/xalloc.h"

const char *compare_column_name(const struct compare_joined *joined,
                                const struct compare_table *table, size_t column)
{
    return table->keyless ? "" : joined->columns[column];
}

/* Would two of them that differ read the same in this scale? */
static bool read_alike(const double *centers, size_t n, struct gobench_scale scale)
{
    char one[COMPARE_WORD], other[COMPARE_WORD];
    for (size_t i = 1; i < n; i++) {
        gobench_scale_print(one, sizeof one, scale, centers[i - 1]);
        gobench_scale_print(other, sizeof other, scale, centers[i]);
        if (centers[i - 1] != centers[i] && strcmp(one, other) == 0)
            return true;
    }
    return false;
}

/* The centres of a row have one scale, so that they can be compared at a glance. */
static void center(char *out, const struct compare_joined *joined,
                   const struct compare_table *table, const struct compare_row *row, double center)
{
    double *centers = xrealloc(NULL, joined->n_columns, sizeof *centers);
    bool whole = table->exact;
    size_t n = 0;
    for (size_t c = 0; c < joined->n_columns; c++)
        if (row->cells[c].n > 0) {
            centers[n++] = row->cells[c].summary.center;
            whole = whole && fabs(centers[n - 1]) < 1e7 && centers[n - 1] == rint(centers[n - 1]);
        }
    struct gobench_scale scale = gobench_unit_scale(table->unit, centers, n);
    if (whole)
        snprintf(out, COMPARE_WORD, "%.0f", center);
    else if (table->exact && isfinite(center) && read_alike(centers, n, scale))
        snprintf(out, COMPARE_WORD, "%.17g", center);
    else
        gobench_scale_print(out, COMPARE_WORD, scale, center);
    free(centers);
}

/* "2..3" with all digits of counts, or "5.000n..6.000n". Owned. */
static char *range(const struct compare_table *table, const struct stats_summary *s,
                   const char *between)
{
    const double ends[2] = { s->lo, s->hi };
    struct gobench_scale scale = gobench_unit_scale(table->unit, ends, 2);
    char lo[COMPARE_WORD], hi[COMPARE_WORD];
    if (s->lo == rint(s->lo) && s->hi == rint(s->hi) && fabs(s->lo) < 1e18 && fabs(s->hi) < 1e18)
        return xprintf("%.0f%s%.0f", s->lo, between, s->hi);
    if (read_alike(ends, 2, scale))
        return xprintf("%.15g%s%.15g", s->lo, between, s->hi);
    gobench_scale_print(lo, sizeof lo, scale, s->lo);
    gobench_scale_print(hi, sizeof hi, scale, s->hi);
    return xprintf("%s%s%s", lo, between, hi);
}

static void spread(char *out, const struct compare_table *table, const struct stats_summary *s)
{
    double spread = stats_summary_spread(s);
    if (table->exact && s->varies) {
        char *values = range(table, s, "..");
        snprintf(out, COMPARE_WORD, "(%s)", values);
        free(values);
    }
    if (table->exact)
        return;
    if (isinf(spread))
        snprintf(out, COMPARE_WORD, "± ∞");
    else if (isnan(spread))
        snprintf(out, COMPARE_WORD, "± ?");
    else
        snprintf(out, COMPARE_WORD, "± %.0f%%", 100 * spread);
}

/* printf's "%+.2f%%", or "%+.6g (was 0)"; infinite numbers are written as Go writes them. */
static void signed_number(char *out, double x, bool was_zero)
{
    const char *end = was_zero ? " (was 0)" : "%";
    if (isnan(x))
        snprintf(out, COMPARE_WORD, "undefined");
    else if (isinf(x))
        snprintf(out, COMPARE_WORD, "%s%s", x > 0 ? "+Inf" : "-Inf", end);
    else if (was_zero)
        snprintf(out, COMPARE_WORD, x == rint(x) && fabs(x) < 1e15 ? "%+.0f%s" : "%+.6g%s", x, end);
    else
        snprintf(out, COMPARE_WORD, "%+.2f%s", x, end);
}

static void change(char *out, const struct compare_cell *cell, const struct compare_cell *base)
{
    double old = base->summary.center, new = cell->summary.center;
    if (!cell->significant && cell->p != 0)
        snprintf(out, COMPARE_WORD, "~");
    else if (old == new)
        snprintf(out, COMPARE_WORD, "0.00%%");
    else if (old == 0)
        signed_number(out, new, true);
    else if (cell->p == 0 && fabs(compare_delta_percent(old, new)) < 0.005)
        snprintf(out, COMPARE_WORD, "%+.2g%%", compare_delta_percent(old, new)); /* exact: not 0 */
    else
        signed_number(out, compare_delta_percent(old, new), false);
}

static void evidence(char *out, const struct compare_cell *cell)
{
    char p[STATS_P_WORDS] = "";
    const char *blank = cell->p != 0 ? " " : "";
    if (cell->p != 0)
        stats_p_words(cell->p, p);
    if (cell->n == cell->base_n)
        snprintf(out, COMPARE_WORD, "%s%sn=%zu", p, blank, cell->n);
    else
        snprintf(out, COMPARE_WORD, "%s%sn=%zu+%zu", p, blank, cell->base_n, cell->n);
}

bool compare_has_line(const struct compare_table *table, size_t row, size_t column)
{
    return row < table->n_rows ? !compare_cell_is_empty(&table->rows[row].cells[column])
                               : table->n_rows > 1 && compare_table_has(table, column);
}

const char *compare_line_name(const struct compare_table *table, size_t row)
{
    return row < table->n_rows ? table->rows[row].name : "geomean";
}

static void note(struct compare_words *words, char *text)
{
    words->notes[words->n_notes++] = text;
}

static char *needs_note(size_t needs, const char *what, const char *level, double at)
{
    if (needs == 0)
        return xprintf("no number of samples tried is enough %s at %s %g", what, level, at);
    return xprintf("need >= %zu samples %s at %s %g", needs, what, level, at);
}

static void cell_notes(struct compare_words *words, const struct compare_table *table,
                       const struct compare_cell *cell, const struct compare_opts *o)
{
    const struct stats_summary *s = &cell->summary;
    size_t needs = stats_summary_needs(o->confidence);
    if (table->exact && s->varies) {
        char *values = range(table, s, " to ");
        note(words, xprintf("counted exactly, and yet the values range from %s", values));
        free(values);
    }
    if (cell->varies_in != NULL)
        note(words, xprintf("benchmarks vary in %s", cell->varies_in));
    if (cell->left_out > 0)
        note(words, xprintf("%zu of %zu values are not a number and were left out", cell->left_out,
                            cell->left_out + cell->n));
    if (!table->exact && cell->n > 0 && (needs == 0 || cell->n < needs) &&
        isinf(stats_summary_spread(s)))
        note(words, needs_note(needs, "for an interval", "confidence", o->confidence));
    if (cell->compared && cell->all_equal)
        note(words, xprintf("all samples are equal"));
    else if (cell->compared && cell->too_few)
        note(words, needs_note(stats_mann_whitney_needs(o->alpha), "to detect a difference",
                               "alpha", o->alpha));
}

static struct compare_words mean_words(const struct compare_table *table, size_t column)
{
    const struct compare_mean *mean = &table->means[column];
    struct compare_words words = { .center = "undefined" };
    if (isnan(mean->center))
        note(&words, xprintf("a geometric mean needs values above 0"));
    else
        gobench_scale_print(words.center, COMPARE_WORD,
                            gobench_unit_scale(table->unit, &mean->center, 1), mean->center);
    if (column == table->base || table->base == SIZE_MAX)
        return words;
    if (isnan(mean->ratio))
        snprintf(words.change, COMPARE_WORD, "undefined");
    else
        signed_number(words.change, (mean->ratio - 1) * 100, false);
    if (mean->partial)
        note(&words, xprintf("not the same benchmarks as the base: means may mislead"));
    return words;
}

struct compare_words compare_line_words(const struct compare_joined *joined,
                                        const struct compare_table *table, size_t row,
                                        size_t column, const struct compare_opts *o)
{
    if (row == table->n_rows)
        return mean_words(table, column);
    const struct compare_cell *cells = table->rows[row].cells, *cell = &cells[column];
    struct compare_words words = { .center = "not a number" };
    if (cell->n > 0) {
        center(words.center, joined, table, &table->rows[row], cell->summary.center);
        spread(words.spread, table, &cell->summary);
    }
    if (cell->compared) {
        change(words.change, cell, &cells[table->base]);
        evidence(words.evidence, cell);
    }
    cell_notes(&words, table, cell, o);
    return words;
}

void compare_words_done(struct compare_words *words)
{
    while (words->n_notes > 0)
        free(words->notes[--words->n_notes]);
}

char *compare_words_notes(const struct compare_words *words)
{
    char *all = xprintf("%s", "");
    for (size_t i = 0; i < words->n_notes; i++)
        xappend(&all, "%s%s", i > 0 ? "; " : "", words->notes[i]);
    return all;
}
