/* other_two_laps.c -- positions instead of counts. They go round twice before they are 0 again, so
 * that full (one lap apart) and empty (at the same position) differ. */
#include "contract.h"

enum { LAP = QUEUE_MOST, LAPS = 2 * LAP };

static uint64_t after(uint64_t position)
{
    return position + 1 < LAPS ? position + 1 : 0;
}

static uint64_t slot_of(uint64_t position)
{
    return position < LAP ? position : position - LAP;
}

static uint64_t read_mine(_Atomic uint64_t *position)
{
    return atomic_load_explicit(position, memory_order_relaxed);
}

static uint64_t read_theirs(_Atomic uint64_t *position)
{
    return atomic_load_explicit(position, memory_order_acquire);
}

static void move_on(_Atomic uint64_t *position, uint64_t now)
{
    atomic_store_explicit(position, after(now), memory_order_release);
}

bool queue_push(struct queue *q, const struct message *message)
{
    uint64_t mine = read_mine(&q->pushed), theirs = read_theirs(&q->popped);
    if (mine != theirs && slot_of(mine) == slot_of(theirs))
        return false;
    q->slots[slot_of(mine)].message = *message;
    move_on(&q->pushed, mine);
    return true;
}

bool queue_pop(struct queue *q, struct message *message)
{
    uint64_t mine = read_mine(&q->popped);
    if (mine == read_theirs(&q->pushed))
        return false;
    *message = q->slots[slot_of(mine)].message;
    move_on(&q->popped, mine);
    return true;
}
