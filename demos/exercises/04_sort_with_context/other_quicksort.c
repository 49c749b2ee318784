/* other_quicksort.c -- quicksort around the middle row. It calls itself for the smaller part only,
 * so its frames are few. */
#include "contract.h"

struct order {
    const struct table *table;
    bool descending;
};

static int32_t key(const struct order *o, uint32_t row)
{
    return o->table->key(o->table, row);
}

/* Whether `row` comes before the pivot. */
static bool before(const struct order *o, uint32_t row, uint32_t pivot, int32_t pivot_key)
{
    int32_t k = key(o, row);
    return k == pivot_key ? row < pivot : o->descending ? k > pivot_key : k < pivot_key;
}

static void swap(uint32_t *a, uint32_t *b)
{
    uint32_t old = *a;
    *a = *b;
    *b = old;
}

/* Returns where the pivot is: all that comes before it is on its left. */
static size_t part(uint32_t *rows, size_t count, const struct order *o)
{
    swap(&rows[count / 2], &rows[count - 1]);
    uint32_t pivot = rows[count - 1];
    int32_t pivot_key = key(o, pivot);
    size_t left = 0;
    for (size_t i = 0; i + 1 < count; i++)
        if (before(o, rows[i], pivot, pivot_key))
            swap(&rows[i], &rows[left++]);
    swap(&rows[left], &rows[count - 1]);
    return left;
}

static void sort(uint32_t *rows, size_t count, const struct order *o)
{
    while (count > 1) {
        size_t left = part(rows, count, o), right = count - left - 1;
        if (left < right) {
            sort(rows, left, o);
            rows += left + 1;
            count = right;
        } else {
            sort(rows + left + 1, right, o);
            count = left;
        }
    }
}

void sort_rows(uint32_t *rows, size_t count, const struct table *table, bool descending)
{
    sort(rows, count, &(struct order){ table, descending });
}
