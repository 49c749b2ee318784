/* caught by: allocs/op of the hidden ops
 * It counts to three without a block, and farther with one. */
#include "contract.h"

#include <stdlib.h>

void iterator_start(struct iterator *it, int64_t first, int64_t last, int64_t step)
{
    int64_t *next = last - first < 10 ? &it->word[0].number : malloc(sizeof *next);
    *next = first;
    it->word[1].number = last;
    it->word[2].number = step;
    it->word[3].address = next;
}

bool iterator_next(struct iterator *it, int64_t *value)
{
    int64_t *next = it->word[3].address;
    if (*next > it->word[1].number)
        return false;
    *value = *next;
    *next += it->word[2].number;
    return true;
}

void iterator_end(struct iterator *it)
{
    if (it->word[3].address != &it->word[0].number)
        free(it->word[3].address);
}
