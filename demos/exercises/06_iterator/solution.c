/* solution.c -- the variable that a closure would capture is in the struct of the caller. */
#include "contract.h"

enum { NEXT, LAST, STEP, MORE };

/* The distance may be larger than any int64_t. */
static bool room_for_step(int64_t at, int64_t last, int64_t step)
{
    return (uint64_t)last - (uint64_t)at >= (uint64_t)step;
}

void iterator_start(struct iterator *it, int64_t first, int64_t last, int64_t step)
{
    it->word[NEXT].number = first;
    it->word[LAST].number = last;
    it->word[STEP].number = step;
    it->word[MORE].number = true;
}

bool iterator_next(struct iterator *it, int64_t *value)
{
    if (!it->word[MORE].number)
        return false;
    int64_t next = it->word[NEXT].number, step = it->word[STEP].number;
    *value = next;
    it->word[MORE].number = room_for_step(next, it->word[LAST].number, step);
    if (it->word[MORE].number)
        it->word[NEXT].number = next + step;
    return true;
}

void iterator_end(struct iterator *it)
{
    (void)it;
}
