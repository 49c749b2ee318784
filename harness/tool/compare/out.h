/* compare_out.h -- the writers of `heapmark compare`: a join in, bytes out. They measure and decide
 * nothing. */
#ifndef HM_COMPARE_OUT_H
#define HM_COMPARE_OUT_H

#include <stdio.h>

#include "compare/join.h"

struct hm__compare_opts { /* what the numbers were computed with, for the notes */
    double alpha, confidence;
};

void hm__compare_text(FILE *to, const struct hm__joined *joined, const struct hm__compare_opts *o);
void hm__compare_markdown(FILE *to, const struct hm__joined *joined,
                          const struct hm__compare_opts *o);
void hm__compare_csv(FILE *to, const struct hm__joined *joined, const struct hm__compare_opts *o);
void hm__compare_json(FILE *to, const struct hm__joined *joined, const struct hm__compare_opts *o);

/* What is worth saying about a cell, one sentence each. Returns the next one, owned, from *step =
 * 0; NULL at the end. */
char *hm__cell_note(const struct hm__table *table, const struct hm__cell *cell,
                    const struct hm__compare_opts *o, int *step);

/* "32", "1.718µ": the centre as people read it. Whole exact values stay whole. */
void hm__cell_center(char *out, size_t size, const struct hm__table *table,
                     const struct hm__row *row, size_t n_columns, double center);

/* "± 2%", "± ∞"; empty for an exact value that does not vary. */
void hm__cell_spread(char *out, size_t size, const struct hm__table *table,
                     const struct hm__cell *cell);

/* "-17.20%", "~", "+3 (was 0)"; empty if nothing was compared. */
void hm__cell_delta(char *out, size_t size, const struct hm__cell *cell,
                    const struct hm__cell *base);

/* "p=0.002 n=6+6". */
void hm__cell_evidence(char *out, size_t size, const struct hm__cell *cell);

#endif
