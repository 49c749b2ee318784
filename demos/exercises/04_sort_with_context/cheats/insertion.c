/* caught by: it reads no more keys than it may
 * It needs no room, but compares every row with every other one. */
#include "contract.h"

void sort_rows(uint32_t *rows, size_t count, const struct table *t, bool descending)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0; k--) {
            int32_t left = t->key(t, rows[k - 1]), right = t->key(t, rows[k]);
            if (left == right ? rows[k - 1] < rows[k] : (left > right) == descending)
                break;
            uint32_t row = rows[k];
            rows[k] = rows[k - 1];
            rows[k - 1] = row;
        }
}
