/* grid.c -- text in columns; contract in grid.h. */
#include "text/grid.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/xalloc.h"

enum { GAP = 2, MAX_COLUMNS = 16 };

void text_grid_done(struct text_grid *grid)
{
    for (size_t i = 0; i < grid->n; i++)
        free(grid->cells[i].text);
    free(grid->cells);
    free(grid->rows);
    *grid = (struct text_grid){ 0 };
}

void text_grid_row(struct text_grid *grid)
{
    *XPUSH(grid->rows, grid->n_rows, grid->rows_cap) = grid->n;
}

void text_grid_put(struct text_grid *grid, size_t column, char align, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    char *text = xvprintf(fmt, args);
    va_end(args);
    hm_base_make_plain(text); /* names are texts of others */
    *XPUSH(grid->cells, grid->n, grid->cap) =
        (struct text_grid_cell){ text, column, align == 'r', align == '-', false };
}

void text_grid_remark(struct text_grid *grid, size_t indent, const char *text)
{
    if (text[0] == '\0')
        return;
    text_grid_row(grid);
    text_grid_put(grid, indent, '-', "%s", text);
    grid->cells[grid->n - 1].remark = true;
}

static size_t gap(const struct text_grid *grid, size_t column)
{
    return grid->tight >> column & 1u ? 1 : GAP;
}

static void widths(const struct text_grid *grid, size_t *width)
{
    for (size_t i = 0; i < MAX_COLUMNS; i++)
        width[i] = 0;
    for (size_t i = 0; i < grid->n; i++) {
        size_t w = text_width(grid->cells[i].text);
        if (!grid->cells[i].rule && w > width[grid->cells[i].column])
            width[grid->cells[i].column] = w;
    }
}

size_t text_grid_width(const struct text_grid *grid)
{
    size_t width[MAX_COLUMNS], sum = 0;
    widths(grid, width);
    for (size_t i = 0; i < MAX_COLUMNS; i++)
        sum += width[i] > 0 ? width[i] + (sum > 0 ? gap(grid, i) : 0) : 0;
    return sum;
}

static void print_row(const struct text_grid *grid, const struct text_grid_cell *cells, size_t n,
                      const size_t *width, FILE *to)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        size_t start = 0, w = text_width(cells[i].text);
        for (size_t c = 0; c < cells[i].column; c++)
            start += width[c] > 0 ? width[c] + (start > 0 ? gap(grid, c) : 0) : 0;
        start += start > 0 ? gap(grid, cells[i].column) : 0;
        if (cells[i].right && width[cells[i].column] > w)
            start += width[cells[i].column] - w;
        if (w == 0)
            continue;
        fprintf(to, "%*s%s", (int)(start > at ? start - at : 0), "", cells[i].text);
        at = (start > at ? start : at) + w;
    }
    fputc('\n', to);
}

void text_grid_print(const struct text_grid *grid, FILE *to)
{
    size_t width[MAX_COLUMNS];
    widths(grid, width);
    for (size_t r = 0; r < grid->n_rows; r++) {
        size_t end = r + 1 < grid->n_rows ? grid->rows[r + 1] : grid->n;
        const struct text_grid_cell *cells = grid->cells + grid->rows[r];
        if (end > grid->rows[r] && cells->remark) {
            fprintf(to, "%*s", (int)cells->column, "");
            text_wrap(to, cells->text, cells->column, cells->column, TEXT_COLUMNS);
        } else {
            print_row(grid, cells, end - grid->rows[r], width, to);
        }
    }
}
