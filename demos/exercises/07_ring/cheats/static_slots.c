/* caught by: static data
 * The messages of all queues are in one static ring. */
#include "contract.h"

#include <string.h>

static struct message waiting[QUEUE_MOST];

bool queue_push(struct queue *q, const struct message *message)
{
    uint64_t at = q->pushed;
    if (at - q->popped >= QUEUE_MOST)
        return false;
    memcpy(&waiting[at % QUEUE_MOST], message, sizeof *message);
    q->pushed = at + 1;
    return true;
}

bool queue_pop(struct queue *q, struct message *message)
{
    uint64_t at = q->popped;
    if (at == q->pushed)
        return false;
    memcpy(message, &waiting[at % QUEUE_MOST], sizeof *message);
    q->popped = at + 1;
    return true;
}
