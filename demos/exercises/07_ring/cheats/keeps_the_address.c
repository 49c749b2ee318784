/* caught by: messages come out as they went in
 * It keeps the address of the caller's message, not a copy. */
#include "contract.h"

#include <string.h>

bool queue_push(struct queue *q, const struct message *message)
{
    uint64_t at = q->pushed;
    if (at - q->popped >= QUEUE_MOST)
        return false;
    q->slots[at % QUEUE_MOST].address = (struct message *)(uintptr_t)message;
    q->pushed = at + 1;
    return true;
}

bool queue_pop(struct queue *q, struct message *message)
{
    uint64_t at = q->popped;
    if (at == q->pushed)
        return false;
    memcpy(message, q->slots[at % QUEUE_MOST].address, sizeof *message);
    q->popped = at + 1;
    return true;
}
