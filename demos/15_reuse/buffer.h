/* buffer.h -- a buffer on the heap: one block for the header, one for its bytes. */
#ifndef BUFFER_H
#define BUFFER_H

#include <stdlib.h>

#include "lesson.h"

/* Returns NULL without memory. */
static inline struct buffer *buffer_new(void)
{
    struct buffer *b = malloc(sizeof *b);
    char *at = malloc(ROOM);
    if (b == NULL || at == NULL) {
        free(at);
        free(b);
        return NULL;
    }
    *b = (struct buffer){ at, 0, ROOM };
    return b;
}

static inline void buffer_free(struct buffer *b)
{
    if (b != NULL)
        free(b->at);
    free(b);
}

#endif
