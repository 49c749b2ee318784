/* caught by: key() may sort another table
 * Its context is a global variable: a sort inside a sort overwrites it. */
#include "contract.h"

struct context {
    const struct table *table;
    bool descending;
};

/* A row and its key, so that a row that is compared often is read once. */
struct keyed {
    uint32_t row;
    int32_t key;
};

static struct context shared;

static struct keyed keyed(const struct context *unused, uint32_t row)
{
    const struct context *c = &shared;
    (void)unused;
    return (struct keyed){ row, c->table->key(c->table, row) };
}

static inline bool before(const struct context *unused, struct keyed a, struct keyed b)
{
    const struct context *c = &shared;
    (void)unused;
    if (a.key == b.key)
        return a.row < b.row;
    return (a.key > b.key) == c->descending;
}

/* `at` and below is a heap again, the last one of all on top: what is in `moving` sinks. */
static void sink(const struct context *c, uint32_t *rows, size_t at, size_t count, uint32_t moving)
{
    struct keyed sinking = keyed(c, moving);
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        struct keyed larger = keyed(c, rows[child]);
        if (child + 1 < count) {
            struct keyed right = keyed(c, rows[child + 1]);
            if (before(c, larger, right)) {
                larger = right;
                child++;
            }
        }
        if (!before(c, sinking, larger))
            break;
        rows[at] = larger.row;
    }
    rows[at] = moving;
}

void sort_rows(uint32_t *rows, size_t count, const struct table *table, bool descending)
{
    shared = (struct context){ table, descending };
    const struct context c = shared;
    for (size_t at = count / 2; at-- > 0;)
        sink(&c, rows, at, count, rows[at]);
    while (count-- > 1) {
        uint32_t moving = rows[count];
        rows[count] = rows[0];
        sink(&c, rows, 0, count, moving);
    }
}
