/* compare_cell.c -- one cell of a comparison in words: what all writers share. */
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "gobench/unit.h"
#include "compare/out.h"
#include "stats/mannwhitney.h"
#include "cli/xalloc.h"

void compare_cell_center(char *out, size_t size, const struct compare_table *table,
                         const struct compare_row *row, size_t n_columns, double center)
{
    double *centers = xrealloc(NULL, n_columns, sizeof *centers);
    bool whole = table->exact;
    size_t n = 0;
    for (size_t c = 0; row != NULL && c < n_columns; c++)
        if (row->cells[c].n > 0) {
            centers[n++] = row->cells[c].summary.center;
            whole = whole && fabs(centers[n - 1]) < 1e7 && centers[n - 1] == rint(centers[n - 1]);
        }
    if (row == NULL) {
        centers[n++] = center;
        whole = false;
    }
    if (whole)
        snprintf(out, size, "%.0f", center);
    else
        gobench_scale_print(out, size, gobench_unit_scale(table->unit, centers, n), center);
    free(centers);
}

void compare_cell_spread(char *out, size_t size, const struct compare_table *table,
                         const struct compare_cell *cell)
{
    double spread = stats_summary_spread(&cell->summary);
    out[0] = '\0';
    if (table->exact && cell->summary.varies)
        snprintf(out, size, "(%.6g..%.6g)", cell->summary.lo, cell->summary.hi);
    else if (table->exact)
        return;
    else if (isinf(spread))
        snprintf(out, size, "± ∞");
    else if (isnan(spread))
        snprintf(out, size, "± ?");
    else
        snprintf(out, size, "± %.0f%%", 100 * spread);
}

void compare_cell_delta(char *out, size_t size, const struct compare_cell *cell,
                        const struct compare_cell *base)
{
    out[0] = '\0';
    if (!cell->compared)
        return;
    double old = base->summary.center, new = cell->summary.center;
    if (!cell->significant && cell->p != 0)
        snprintf(out, size, "~");
    else if (old == new)
        snprintf(out, size, "0.00%%");
    else if (old == 0)
        snprintf(out, size, "%+.6g (was 0)", new);
    else
        snprintf(out, size, "%+.2f%%", compare_delta_percent(old, new));
}

void compare_cell_evidence(char *out, size_t size, const struct compare_cell *cell)
{
    int at = 0;
    out[0] = '\0';
    if (!cell->compared)
        return;
    if (cell->p != 0)
        at = snprintf(out, size, "p=%.3f ", cell->p);
    if (at < 0 || (size_t)at >= size)
        return;
    if (cell->n == cell->base_n)
        snprintf(out + at, size - (size_t)at, "n=%zu", cell->n);
    else
        snprintf(out + at, size - (size_t)at, "n=%zu+%zu", cell->base_n, cell->n);
}

static char *needs_note(size_t needs, const char *what, const char *level, double at)
{
    if (needs == 0)
        return xprintf("no number of samples tried is enough %s at %s %g", what, level, at);
    return xprintf("need >= %zu samples %s at %s %g", needs, what, level, at);
}

char *compare_cell_note(const struct compare_table *table, const struct compare_cell *cell,
                        const struct compare_opts *o, int *step)
{
    switch ((*step)++) {
    case 0:
        if (table->exact && cell->summary.varies)
            return xprintf("counted exactly, and yet the values range from %.6g to %.6g",
                           cell->summary.lo, cell->summary.hi);
        return compare_cell_note(table, cell, o, step);
    case 1:
        if (cell->left_out > 0)
            return xprintf("%zu of %zu values are not a number and were left out", cell->left_out,
                           cell->left_out + cell->n);
        return compare_cell_note(table, cell, o, step);
    case 2:
        if (!table->exact && cell->n > 0 && isinf(stats_summary_spread(&cell->summary)))
            return needs_note(stats_summary_needs(o->confidence), "for an interval", "confidence",
                              o->confidence);
        return compare_cell_note(table, cell, o, step);
    case 3:
        if (cell->compared && cell->all_equal)
            return xprintf("all samples are equal");
        if (cell->compared && cell->too_few)
            return needs_note(stats_mann_whitney_needs(o->alpha), "to detect a difference", "alpha",
                              o->alpha);
        return NULL;
    default:
        return NULL;
    }
}
