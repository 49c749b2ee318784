/* compare_out.h -- the writers of `heapmark compare`: a join in, bytes out. They measure and decide
 * nothing. */
#ifndef HM_COMPARE_OUT_H
#define HM_COMPARE_OUT_H

#include <stdio.h>

#include "compare/join.h"

struct compare_opts { /* what the numbers were computed with, for the notes */
    double alpha, confidence;
};

void compare_text(FILE *to, const struct compare_joined *joined, const struct compare_opts *o);
void compare_markdown(FILE *to, const struct compare_joined *joined, const struct compare_opts *o);
void compare_csv(FILE *to, const struct compare_joined *joined, const struct compare_opts *o);
void compare_json(FILE *to, const struct compare_joined *joined, const struct compare_opts *o);

/* What is worth saying about a cell, one sentence each. Returns the next one, owned, from *step =
 * 0; NULL at the end. */
char *compare_cell_note(const struct compare_table *table, const struct compare_cell *cell,
                        const struct compare_opts *o, int *step);

/* "32", "1.718µ": the centre as people read it. Whole exact values stay whole. */
void compare_cell_center(char *out, size_t size, const struct compare_table *table,
                         const struct compare_row *row, size_t n_columns, double center);

/* "± 2%", "± ∞"; empty for an exact value that does not vary. */
void compare_cell_spread(char *out, size_t size, const struct compare_table *table,
                         const struct compare_cell *cell);

/* "-17.20%", "~", "+3 (was 0)"; empty if nothing was compared. */
void compare_cell_delta(char *out, size_t size, const struct compare_cell *cell,
                        const struct compare_cell *base);

/* "p=0.002 n=6+6". */
void compare_cell_evidence(char *out, size_t size, const struct compare_cell *cell);

#endif
