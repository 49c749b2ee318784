/* reply.c -- what the buffers are for. */
#include "lesson.h"

#include <stdio.h>

long write_reply(struct buffer *b, long number)
{
    b->len = (size_t)snprintf(b->at, b->cap, "reply %ld", number);
    return (long)b->len;
}
