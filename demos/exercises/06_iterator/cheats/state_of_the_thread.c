/* caught by: static data
 * One state for all iterators of a thread. */
#include "contract.h"

static _Thread_local int64_t next, last, step;
static _Thread_local bool more;

void iterator_start(struct iterator *it, int64_t from, int64_t to, int64_t by)
{
    (void)it;
    next = from;
    last = to;
    step = by;
    more = true;
}

bool iterator_next(struct iterator *it, int64_t *value)
{
    (void)it;
    if (!more)
        return false;
    *value = next;
    more = (uint64_t)last - (uint64_t)next >= (uint64_t)step;
    if (more)
        next += step;
    return true;
}

void iterator_end(struct iterator *it)
{
    (void)it;
}
