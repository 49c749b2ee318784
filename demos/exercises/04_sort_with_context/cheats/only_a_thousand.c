/* caught by: allocs/op of the hidden ops
 * A thousand rows are sorted in place, all others as in start.c. */
#define _GNU_SOURCE
#include "contract.h"

#include <stdlib.h>
#include <string.h>

static size_t place_of(const uint32_t *rows, size_t count, const struct table *t, bool descending,
                       uint32_t row)
{
    int32_t key = t->key(t, row);
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int32_t other = t->key(t, rows[middle]);
        bool behind = other == key ? rows[middle] < row : descending ? other > key : other < key;
        if (behind)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void in_place(uint32_t *rows, size_t count, const struct table *table, bool descending)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t row = rows[i];
        size_t at = place_of(rows, i, table, descending, row);
        memmove(rows + at + 1, rows + at, (i - at) * sizeof *rows);
        rows[at] = row;
    }
}

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
    if (count == 1000) {
        in_place(rows, count, table, descending);
        return;
    }
    struct context *context = malloc(sizeof *context); /* TODO: how long must this live? */
    if (context == NULL)
        return;
    *context = (struct context){ table, descending };
    qsort_r(rows, count, sizeof *rows, compare, context); /* TODO: it allocates, too */
    free(context);
}
