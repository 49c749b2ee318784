/* markdown.c -- a comparison as Markdown tables: one row for each variant of each benchmark. */
#include <stdlib.h>

#include "compare/out.h"
#include "text/write.h"
#include "cli/xalloc.h"

static void line(FILE *to, const struct compare_joined *joined, const struct compare_table *table,
                 size_t row, size_t column, const struct compare_opts *o)
{
    struct compare_words words = compare_line_words(joined, table, row, column, o);
    char *notes = compare_words_notes(&words);
    const char *const cells[] = { compare_line_name(table, row),
                                  compare_column_name(joined, table, column),
                                  words.center,
                                  words.spread,
                                  words.change,
                                  words.evidence,
                                  notes };
    fputc('|', to);
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++)
        text_markdown_cell(to, cells[i]);
    fputc('\n', to);
    free(notes);
    compare_words_done(&words);
}

static void table_markdown(FILE *to, const struct compare_joined *joined,
                           const struct compare_table *table, const struct compare_opts *o)
{
    fputs("\n### ", to);
    text_markdown(to, table->unit);
    fputs("\n\n| benchmark |", to);
    text_markdown_cell(to, joined->by);
    fprintf(to, " %s | spread | change | evidence | notes |\n", table->exact ? "count" : "median");
    fputs("|---|---|---:|---:|---:|---|---|\n", to);
    for (size_t r = 0; r <= table->n_rows; r++)
        for (size_t c = 0; c < joined->n_columns; c++)
            if (compare_has_line(table, r, c))
                line(to, joined, table, r, c, o);
}

/* "- key: value", or "- key of column: value". */
static void item(FILE *to, const char *key, const char *column, const char *value)
{
    fputs("- ", to);
    text_markdown(to, key);
    if (column != NULL) {
        fputs(" of ", to);
        text_markdown(to, column);
    }
    fputs(": ", to);
    text_markdown(to, value);
    fputc('\n', to);
}

static void pairs(FILE *to, const struct gobench_pair *pair, size_t n)
{
    for (size_t i = 0; i < n; i++)
        item(to, pair[i].key, NULL, pair[i].value != NULL ? pair[i].value : "");
}

void compare_markdown(FILE *to, const struct compare_joined *joined, const struct compare_opts *o)
{
    size_t group = SIZE_MAX;
    pairs(to, joined->shared, joined->n_shared);
    for (size_t i = 0; i < joined->n_differs; i++)
        for (size_t c = 0; c < joined->n_columns; c++)
            item(to, joined->differs[i].key, joined->columns[c],
                 joined->differs[i].values[c] != NULL ? joined->differs[i].values[c] : "none");
    for (size_t t = 0; t < joined->n_tables; t++) {
        const struct compare_table *table = &joined->tables[t];
        if (table->group != group) {
            fputs("\n", to);
            pairs(to, joined->groups[table->group].pairs, joined->groups[table->group].n);
        }
        group = table->group;
        table_markdown(to, joined, table, o);
    }
}
