/* other_own_struct.c -- a struct with names of its own, copied into the words of the caller and
 * back. It counts how many numbers are left, so that no sum can overflow. */
#include "contract.h"

#include <string.h>

struct state {
    uint64_t left;
    int64_t next, step;
};

_Static_assert(sizeof(struct state) <= sizeof(struct iterator), "the caller has no room for it");

void iterator_start(struct iterator *it, int64_t first, int64_t last, int64_t step)
{
    uint64_t distance = (uint64_t)last - (uint64_t)first;
    struct state state = { distance / (uint64_t)step, first, step };
    it->word[3].number = 1; /* the first one is always there */
    memcpy(it, &state, sizeof state);
}

bool iterator_next(struct iterator *it, int64_t *value)
{
    struct state state;
    memcpy(&state, it, sizeof state);
    if (it->word[3].number == 0)
        return false;
    *value = state.next;
    if (state.left == 0) {
        it->word[3].number = 0;
    } else {
        state.left--;
        state.next += state.step;
    }
    memcpy(it, &state, sizeof state);
    return true;
}

void iterator_end(struct iterator *it)
{
    memset(it, 0, sizeof *it);
}
