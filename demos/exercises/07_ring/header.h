/* header.h -- how an input of driver.c begins. */
#ifndef RING_HEADER_H
#define RING_HEADER_H

#include <stdint.h>

enum { STEPS_MOST = 400, QUEUES = 2 };

/* Steps follow, a byte each: STEP_PUSH or STEP_POP, and QUEUE for the second queue. */
enum { STEP_PUSH, STEP_POP, STEP_FILL, STEP_DRAIN, STEP_QUEUE = 4 };

struct header {
    uint64_t first;   /* the number of the first message; the others count from there */
    uint64_t threads; /* so many messages go from this thread to another one, before the steps */
};

#endif
