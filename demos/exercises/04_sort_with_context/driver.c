/* driver.c -- gives the answer a table and says in which order its rows are, and whether it read
 * too many keys. The median of a row's values is found with the answer, too: one sort is inside
 * another. */
#include <heapmark/exercise.h>

#include <string.h>

#include "contract.h"
#include "header.h"

/* `table` is first, so that key() can cast it to this type. */
struct source {
    struct table table;
    const int32_t *values;
    size_t *calls;
};

static int32_t value_of(const struct table *t, uint32_t row)
{
    const struct source *s = (const struct source *)t;
    ++*s->calls;
    return s->values[row];
}

static int32_t median_of(const struct table *t, uint32_t row)
{
    const struct source *s = (const struct source *)t;
    size_t inner_calls = 0;
    uint32_t order[VALUES] = { 0, 1, 2 };
    struct source inner = { { value_of }, s->values + (size_t)VALUES * row, &inner_calls };
    ++*s->calls;
    sort_rows(order, VALUES, &inner.table, row % 2 == 0);
    return inner.values[order[VALUES / 2]];
}

static size_t calls_most(size_t count)
{
    size_t bits = 0;
    while ((size_t)1 << bits < count)
        bits++;
    return 4 * count * (bits + 2);
}

static void op(hm_trial *t)
{
    struct header h;
    uint32_t rows[ROWS_MOST];
    size_t calls = 0;
    memcpy(&h, hm_trial_take(t, sizeof h), sizeof h);
    size_t count = hm_trial_left(t) / (sizeof(int32_t) * h.values);
    const int32_t *values = hm_trial_take(t, count * h.values * sizeof *values);
    struct source source = { { h.values == 1 ? value_of : median_of }, values, &calls };
    for (uint32_t i = 0; i < count; i++)
        rows[i] = i;
    hm_trial_begin(t);
    sort_rows(rows, count, &source.table, h.descending);
    hm_trial_end(t);
    for (size_t i = 0; i < count && i < 12; i++)
        hm_say(t, "%s%u", i > 0 ? " " : "", rows[i]);
    if (count > 12) {
        hm_say(t, " ... ");
        hm_say_bytes(t, rows, count * sizeof rows[0]);
    }
    if (calls > calls_most(count))
        hm_say(t, ", and it reads %zu keys; %zu are allowed", calls, calls_most(count));
}

int main(void)
{
    return hm_exercise_main(op);
}
