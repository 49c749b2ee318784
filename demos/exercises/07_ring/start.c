/* start.c -- 1 allocs/op, 24 B/op. Your task: the same messages with 0 allocs/op. */
#include "contract.h"

#include <stdlib.h>

/* The thread that pushes writes `pushed`, the other one `popped`. What is stored with release was
 * written before; a load with acquire sees it. */
bool queue_push(struct queue *q, const struct message *message)
{
    uint64_t pushed = atomic_load_explicit(&q->pushed, memory_order_relaxed);
    if (pushed - atomic_load_explicit(&q->popped, memory_order_acquire) == QUEUE_MOST)
        return false;
    struct message *copy = malloc(sizeof *copy); /* TODO: where else could the copy be? */
    if (copy == NULL)
        return false;
    *copy = *message;
    q->slots[pushed % QUEUE_MOST].address = copy;
    atomic_store_explicit(&q->pushed, pushed + 1, memory_order_release);
    return true;
}

bool queue_pop(struct queue *q, struct message *message)
{
    uint64_t popped = atomic_load_explicit(&q->popped, memory_order_relaxed);
    if (atomic_load_explicit(&q->pushed, memory_order_acquire) == popped)
        return false;
    struct message *copy = q->slots[popped % QUEUE_MOST].address;
    *message = *copy;
    free(copy);
    atomic_store_explicit(&q->popped, popped + 1, memory_order_release);
    return true;
}
