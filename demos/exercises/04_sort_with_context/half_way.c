/* half_way.c -- the context is in the caller's frame; the block of qsort_r() is left. */
#define _GNU_SOURCE
#include "contract.h"

#include <stdlib.h>

/* What the comparison has to know, beside two rows. */
struct context {
    const struct table *table;
    bool descending;
};

static int compare(const void *a, const void *b, void *arg)
{
    const struct context *c = arg;
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    int32_t l = c->table->key(c->table, left), r = c->table->key(c->table, right);
    if (l == r)
        return (left > right) - (left < right);
    return (l > r) == c->descending ? -1 : 1;
}

void sort_rows(uint32_t *rows, size_t count, const struct table *table, bool descending)
{
    struct context context = { table, descending };
    qsort_r(rows, count, sizeof *rows, compare, &context);
}
