/* grid.h -- text in columns: collect the cells, then print them with the widths they need. */
#ifndef HM_TEXT_GRID_H
#define HM_TEXT_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "text/write.h"

struct text_grid_cell {
    char *text;    /* owned */
    size_t column; /* of a remark: blanks in front of each of its lines */
    bool right;    /* aligned to the right */
    bool rule;     /* printed as it is; does not widen its column */
    bool remark;   /* alone in its row, and wrapped */
};

struct text_grid {
    struct text_grid_cell *cells; /* row by row */
    size_t n, cap;
    size_t *rows; /* index of the first cell of each row */
    size_t n_rows, rows_cap;
    unsigned tight; /* bit c: one space before column c, not two */
};

/* A grid that is all zero is empty and ready. */
void text_grid_done(struct text_grid *grid);

void text_grid_row(struct text_grid *grid); /* start the next row */

/* Put text into a column of the row begun last; columns of a row come in rising order. align: 'l'
 * or 'r', or '-' for text that may run into the columns to its right. */
void text_grid_put(struct text_grid *grid, size_t column, char align, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* A row of its own that holds no columns: the text, wrapped to TEXT_COLUMNS, each line behind
 * `indent` blanks. It explains the row above it, and does not change the width of any column.
 * No row if the text is empty. */
void text_grid_remark(struct text_grid *grid, size_t indent, const char *text);

size_t text_grid_width(const struct text_grid *grid); /* of the columns; remarks do not count */

/* Columns are two spaces apart, tight ones one; no line ends in a space. */
void text_grid_print(const struct text_grid *grid, FILE *to);

#endif
