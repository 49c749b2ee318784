/* caught by: it ends where the numbers end
 * It takes the next step before it asks whether it fits. */
#include "contract.h"

void iterator_start(struct iterator *it, int64_t first, int64_t last, int64_t step)
{
    it->word[0].number = first;
    it->word[1].number = last;
    it->word[2].number = step;
}

bool iterator_next(struct iterator *it, int64_t *value)
{
    if (it->word[0].number > it->word[1].number)
        return false;
    *value = it->word[0].number;
    it->word[0].number += it->word[2].number;
    return true;
}

void iterator_end(struct iterator *it)
{
    (void)it;
}
