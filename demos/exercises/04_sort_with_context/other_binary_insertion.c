/* other_binary_insertion.c -- each row is put where it belongs among those before it. The place is
 * found by halves, so few keys are read; the rows behind it move, which costs no key. */
#include "contract.h"

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

void sort_rows(uint32_t *rows, size_t count, const struct table *table, bool descending)
{
    for (size_t i = 1; i < count; i++) {
        uint32_t row = rows[i];
        size_t at = place_of(rows, i, table, descending, row);
        memmove(rows + at + 1, rows + at, (i - at) * sizeof *rows);
        rows[at] = row;
    }
}
