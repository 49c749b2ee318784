/* reply.h -- read one Redis reply (RESP2) in place. Allocates nothing.
 *
 * A reply is a view: its text points into the buffer that was read, and is good as long as that
 * buffer is; or, of `+OK` and `+PONG`, to constant text. All five types are read, nil and nested
 * arrays included. The input is not trusted: a reply is checked to its last byte before any of it
 * is shown, so reply_next() cannot fail. Reentrant. */
#ifndef DEMOS_REPLY_H
#define DEMOS_REPLY_H

#include <string.h>

#include "iface.h"

enum reply_kind {
    REPLY_NIL,     /* $-1 or *-1 */
    REPLY_STATUS,  /* +OK */
    REPLY_ERROR,   /* -ERR ... */
    REPLY_INTEGER, /* :1 */
    REPLY_BULK,    /* $1 */
    REPLY_ARRAY,   /* *2 */
};

enum {
    REPLY_DEPTH_MAX = 8,  /* arrays within arrays */
    REPLY_WHY_BYTES = 96, /* room for one clause that says what is wrong */
};

struct reply {
    enum reply_kind kind;
    int64_t integer;    /* REPLY_INTEGER */
    struct string text; /* REPLY_STATUS, REPLY_ERROR, REPLY_BULK; of an array, its elements;
                         * never NULL */
    size_t count;       /* REPLY_ARRAY: elements that reply_next() has not shown yet */
};

/* Read the reply that starts at in[0]. A reply of more than limit_bytes is refused as soon as its
 * header says so. Returns the reply's length in bytes; 0 if more input is needed; or negative errno
 * with a clause in why: -EPROTO if it is not RESP2, -EMSGSIZE if it is over a limit. */
int64_t reply_read(const char *in, size_t len, size_t limit_bytes, struct reply *reply,
                   char why[REPLY_WHY_BYTES]);

/* Show the next element of an array; false when there is none left. */
bool reply_next(struct reply *array, struct reply *element);

/* The reply in one printable clause of at most size_bytes - 1 bytes: what a message shows. Control
 * bytes and what is not ASCII become '?'. */
void reply_describe(const struct reply *reply, char *out, size_t size_bytes);

/* True for a status or bulk string of just this text. */
static inline bool reply_is(const struct reply *reply, const char *text)
{
    size_t len = strlen(text);
    return (reply->kind == REPLY_STATUS || reply->kind == REPLY_BULK) && reply->text.len == len &&
           memcmp(reply->text.at, text, len) == 0;
}

#endif
