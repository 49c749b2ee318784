/* conn.h -- a connection to Redis behind a table of functions: the mirror of redigo's redis.Conn.
 *
 *     struct result set = c.methods->do_boxed(c.self, "SET", args, 2);     // c.Do("SET", args...)
 *     int error = c.methods->do_values(c.self, "SET", args, 2, &reply);    // the same, C's way
 *
 * A caller that goes through the table cannot know which function runs, and neither can the
 * compiler: it must assume that the callee keeps the arguments. Go therefore puts them on the heap.
 * In C the callee's contract says it instead: *arguments are borrowed until the call returns*, so
 * they may live in the caller's frame. do_promised is do_boxed with this contract in its type.
 *
 * do_boxed takes interface values and returns boxes, as Go does. do_values takes tagged unions and
 * returns a view into the connection's buffer, good until the next call; it allocates nothing.
 *
 * Errors: 0 or a negative errno. An error that the server answers is a reply (REPLY_ERROR), not a
 * failure. After a failed read or write the connection is broken: every later call fails the same
 * way, and err() tells the first cause with the address. One thread at a time. */
#ifndef DEMOS_CONN_H
#define DEMOS_CONN_H

#include <errno.h>

#include "borrowed.h"
#include "result.h"
#include "transport.h"
#include "value.h"

struct conn_methods {
    struct result (*do_boxed)(void *self, const char *command, const struct iface *args,
                              size_t count);
    struct result (*do_promised)(void *self, const char *command, const struct iface *args BORROWED,
                                 size_t count);
    int (*do_values)(void *self, const char *command, const struct value *args, size_t count,
                     struct reply *reply);

    /* Pipelining: send into the buffer, flush, then receive one reply for each command sent. */
    int (*send_boxed)(void *self, const char *command, const struct iface *args, size_t count);
    int (*send_values)(void *self, const char *command, const struct value *args, size_t count);
    int (*flush)(void *self);
    int (*receive)(void *self, struct reply *reply);

    const char *(*err)(void *self); /* NULL: fine */
    void (*close)(void *self);      /* may be called twice */
};

struct conn { /* 16 bytes, as Go's interface value: a table and the object behind it */
    const struct conn_methods *methods;
    void *self;
};

/* The object behind it. The caller owns the storage; about 20 KiB. */
enum {
    REDIS_OUT_BYTES = 4096, /* the largest command */
    REDIS_IN_BYTES = 16384, /* the largest reply */
    REDIS_ERROR_BYTES = 448,
};

struct redis_conn {
    struct transport wire;
    int64_t timeout_ns; /* for one whole reply; 0: none */
    int code;           /* the first failure, or 0 */
    char error[REDIS_ERROR_BYTES];
    struct string fault; /* error, as a value that a result can point to */
    size_t out_len, in_at, in_end;
    char out[REDIS_OUT_BYTES];
    char in[REDIS_IN_BYTES];
};

/* Borrows storage and what the transport points to. timeout_ms 0: wait for ever. Cannot fail. */
struct conn redis_conn_init(struct redis_conn *storage, struct transport wire, int timeout_ms);

/* The functions that the table holds, for a caller that knows what it calls. */
struct result redis_do_boxed(void *self, const char *command, const struct iface *args BORROWED,
                             size_t count);
int redis_do_values(void *self, const char *command, const struct value *args, size_t count,
                    struct reply *reply);

/* 0 if the reply is the status OK, else -EPROTO. */
static inline int reply_expect_ok(const struct reply *reply)
{
    return reply->kind == REPLY_STATUS && reply_is(reply, "OK") ? 0 : -EPROTO;
}

#endif
