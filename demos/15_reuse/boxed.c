/* boxed.c -- each reply has a new buffer. */
#include "buffer.h"

long reply_boxed(long number)
{
    struct buffer *b = buffer_new();
    if (b == NULL)
        return -1;
    long len = write_reply(b, number);
    buffer_free(b);
    return len;
}
