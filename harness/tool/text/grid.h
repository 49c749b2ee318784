/* grid.h -- text in columns: collect cells, then print them with the widths they turned out to
 * need. */
#ifndef HM_GRID_H
#define HM_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct hm__grid_cell {
    char *text; /* owned */
    size_t column;
    bool right; /* aligned to the right */
    bool rule;  /* printed as it is; does not widen its column */
};

struct hm__grid {
    struct hm__grid_cell *cells; /* row by row */
    size_t n, cap;
    size_t *rows; /* index of the first cell of each row */
    size_t n_rows, rows_cap;
    unsigned tight; /* bit c: one space before column c, not two */
};

/* A grid that is all zero is empty and ready. */
void hm__grid_done(struct hm__grid *grid);

void hm__grid_row(struct hm__grid *grid); /* start the next row */

/* Put text into a column of the row begun last; columns of a row come in rising order. align: 'l'
 * or 'r', or
 * '-' for text that may run into the columns to its right. */
void hm__grid_put(struct hm__grid *grid, size_t column, char align, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

size_t hm__grid_width(const struct hm__grid *grid);

/* Columns are two spaces apart, tight ones one; no line ends in a space. */
void hm__grid_print(const struct hm__grid *grid, FILE *to);

/* Characters of UTF-8 text, which the tool prints one to a column. */
size_t hm__text_width(const char *s);

/* Print text cut at spaces, but not within a short remark in brackets, so that no line is wider
 * than `width` if its words allow; all lines but the first start with indent spaces, and the first
 * continues a line that is already `at` wide. */
void hm__text_wrap(FILE *to, const char *text, size_t at, size_t indent, size_t width);

#endif
