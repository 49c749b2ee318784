/* caught by: a full queue takes no more
 * It says that it took a message that it had no room for. */
#include "contract.h"

#include <string.h>

bool queue_push(struct queue *q, const struct message *message)
{
    uint64_t at = q->pushed;
    if (at - q->popped >= QUEUE_MOST)
        return true;
    memcpy(&q->slots[at % QUEUE_MOST].message, message, sizeof *message);
    q->pushed = at + 1;
    return true;
}

bool queue_pop(struct queue *q, struct message *message)
{
    uint64_t at = q->popped;
    if (at == q->pushed)
        return false;
    memcpy(message, &q->slots[at % QUEUE_MOST].message, sizeof *message);
    q->popped = at + 1;
    return true;
}
