/* out.h -- the writers of `heapmark compare`: a join in, bytes out. They measure and decide
 * nothing. */
#ifndef HM_COMPARE_OUT_H
#define HM_COMPARE_OUT_H

#include <stdbool.h>
#include <stdio.h>

#include "compare/join.h"
#include "gobench/unit.h"

struct compare_opts {
    double alpha, confidence; /* what the numbers were computed with, for the notes */
    size_t columns;           /* the width of text; 0: TEXT_COLUMNS */
};

void compare_text(FILE *to, const struct compare_joined *joined, const struct compare_opts *o);
void compare_markdown(FILE *to, const struct compare_joined *joined, const struct compare_opts *o);
void compare_csv(FILE *to, const struct compare_joined *joined, const struct compare_opts *o);
void compare_json(FILE *to, const struct compare_joined *joined, const struct compare_opts *o);

/* For services that draw charts of one commit after another. */
void compare_github(FILE *to, const struct compare_joined *joined, const struct compare_opts *o);
void compare_bencher(FILE *to, const struct compare_joined *joined, const struct compare_opts *o);

enum { COMPARE_NOTES = 5, COMPARE_WORD = GOBENCH_NUMBER };

/* A cell or a mean as people read it; "" for what it does not have. */
struct compare_words {
    char center[COMPARE_WORD]; /* "32", "1.718µ", "not a number"; whole exact values stay whole */
    char spread[COMPARE_WORD]; /* "± 2%", "± ∞", "(2..3)" */
    char change[COMPARE_WORD]; /* "-17.20%", "~", "+3 (was 0)"; of a mean: of the ratio */
    char evidence[COMPARE_WORD]; /* "p=0.002 n=6+6" */
    char *notes[COMPARE_NOTES];  /* what else is worth saying, a sentence each; owned */
    size_t n_notes;
};

/* True if there is something to say: of a row, or of the means, which are the line behind the last
 * row of a table with two rows or more. */
bool compare_has_line(const struct compare_table *table, size_t row, size_t column);

/* The name of a line: of its row, or "geomean". */
const char *compare_line_name(const struct compare_table *table, size_t row);

/* A line in words. compare_words_done() it. */
struct compare_words compare_line_words(const struct compare_joined *joined,
                                        const struct compare_table *table, size_t row,
                                        size_t column, const struct compare_opts *o);
void compare_words_done(struct compare_words *words);

/* The notes as one text, "a; b"; owned. */
char *compare_words_notes(const struct compare_words *words);

/* The name of a column in a table; "" where the names have no part for it. */
const char *compare_column_name(const struct compare_joined *joined,
                                const struct compare_table *table, size_t column);

#endif
