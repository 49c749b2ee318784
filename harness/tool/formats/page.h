/* page.h -- a report as one HTML page: a table of sites, a flame graph, and what else the caller
 * puts in. It loads nothing, reads without scripts, and says what it left out. */
#ifndef HM_FORMATS_PAGE_H
#define HM_FORMATS_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "formats/stacks.h"

enum { FORMATS_ROWS_SHOWN = 2000, FORMATS_BOXES_SHOWN = 2000 };

struct formats_column {
    const char *title;
    bool number;
};

struct formats_value {
    const char *text; /* words; NULL: a number */
    bool known;       /* of a number: else the cell says that it is unknown */
    uint64_t number;
};

struct formats_row {
    const struct formats_value *values; /* one for each column */
    const char *source; /* the line in the source, below the first cell; NULL: none */
};

struct formats_page {
    const char *title, *command;
    const char *const *notes; /* sentences below the title */
    size_t note_count;
    const struct formats_column *columns;
    size_t column_count;
    size_t blocks_column;           /* whose numbers say how much was left out */
    const struct formats_row *rows; /* those worth most first; only FORMATS_ROWS_SHOWN are shown */
    size_t row_count;
    const char *flame_title;
    const struct formats_stack *stacks; /* the verdict, where there is one, is the outermost box */
    size_t stack_count;
    void (*more)(FILE *out, const void *ctx); /* the section of the steps; NULL: there is none */
    const void *ctx;
};

/* False with errno set if `out` did not take all of it. */
bool formats_page_write(FILE *out, const struct formats_page *page);

/* Text of others, of whatever bytes, so that none of it is markup. */
void formats_page_put(FILE *out, const char *text);

/* For formats_page_write(): the boxes of the graph. */
void formats_flame_write(FILE *out, const struct formats_stack *stacks, size_t count);

/* JSON within a script element: no text in it ends the element. Releases the value. */
struct json_t;
void formats_page_json(FILE *out, const char *id, struct json_t *value);

#endif
