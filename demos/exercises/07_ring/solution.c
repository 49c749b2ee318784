/* solution.c -- a ring of values: the message is copied into its slot, and out of it. */
#include "contract.h"

/* The count tells the slot: QUEUE_MOST is a power of two, so this is a mask. */
static struct message *slot(struct queue *q, uint64_t count)
{
    return &q->slots[count & (QUEUE_MOST - 1)].message;
}

/* Each count is written by one thread. The release after the copy says that the slot is complete,
 * or free; the acquire of the other thread sees the slot as it was then. */
bool queue_push(struct queue *q, const struct message *message)
{
    uint64_t pushed = atomic_load_explicit(&q->pushed, memory_order_relaxed);
    if (pushed - atomic_load_explicit(&q->popped, memory_order_acquire) == QUEUE_MOST)
        return false;
    *slot(q, pushed) = *message;
    atomic_store_explicit(&q->pushed, pushed + 1, memory_order_release);
    return true;
}

bool queue_pop(struct queue *q, struct message *message)
{
    uint64_t popped = atomic_load_explicit(&q->popped, memory_order_relaxed);
    if (atomic_load_explicit(&q->pushed, memory_order_acquire) == popped)
        return false;
    *message = *slot(q, popped);
    atomic_store_explicit(&q->popped, popped + 1, memory_order_release);
    return true;
}
