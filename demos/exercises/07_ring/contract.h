/* contract.h -- what an answer to this exercise must provide. */
#ifndef RING_CONTRACT_H
#define RING_CONTRACT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { QUEUE_MOST = 1024 };

struct message {
    uint64_t number;
    int64_t value;
    char tag[8];
};

/* A queue of at most QUEUE_MOST messages. It belongs to the caller, who may have many; all of it is
 * zero in an empty one that is new. What is in it is your choice. One thread pushes while another
 * one pops. */
struct queue {
    _Atomic uint64_t pushed, popped;
    union {
        struct message *address;
        struct message message;
    } slots[QUEUE_MOST];
};

/* Puts a copy of the message behind the others. False: QUEUE_MOST messages are waiting. */
bool queue_push(struct queue *q, const struct message *message);

/* Takes the first message out of the queue. False: none is waiting. */
bool queue_pop(struct queue *q, struct message *message);

#endif
