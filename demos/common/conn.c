/* conn.c -- the connection: encode into one buffer, read replies out of another, allocate nothing.
 */
#include "conn.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

#include "resp.h"

/* Break the connection: keep the first cause, in one printable line with the address. */
static int fail(struct redis_conn *c, int code, const char *doing, const char *why)
{
    if (c->code != 0)
        return c->code;
    c->code = code;
    snprintf(c->error, sizeof c->error, "%s: %s: %s", c->wire.name, doing, why);
    for (char *at = c->error; *at != '\0'; at++)
        if (*at < ' ' || *at > '~')
            *at = '?';
    c->fault = (struct string){ c->error, strlen(c->error) };
    return code;
}

static int fail_wire(struct redis_conn *c, int code, const char *doing)
{
    const char *why = c->wire.methods->why(c->wire.self);
    return fail(c, code, doing, why != NULL ? why : strerror(-code));
}

static int redis_flush(void *self)
{
    struct redis_conn *c = self;
    if (c->code != 0 || c->out_len == 0)
        return c->code;
    int code = c->wire.methods->write(c->wire.self, c->out, c->out_len);
    c->out_len = 0;
    return code == 0 ? 0 : fail_wire(c, code, "sending");
}

typedef ssize_t encode_fn(char *out, size_t size, const char *command, const void *args,
                          size_t count);

static ssize_t encode_boxed(char *out, size_t size, const char *command, const void *args,
                            size_t count)
{
    return resp_encode_boxed(out, size, command, args, count);
}

static ssize_t encode_values(char *out, size_t size, const char *command, const void *args,
                             size_t count)
{
    return resp_encode_values(out, size, command, args, count);
}

/* Add a command to the buffer; if it is full, send what is there first. */
static inline int send_command(struct redis_conn *c, encode_fn *encode, const char *command,
                               const void *args, size_t count)
{
    if (c->code != 0)
        return c->code;
    ssize_t len = encode(c->out + c->out_len, sizeof c->out - c->out_len, command, args, count);
    if (len == -EMSGSIZE && c->out_len > 0) {
        int code = redis_flush(c);
        if (code != 0)
            return code;
        len = encode(c->out, sizeof c->out, command, args, count);
    }
    if (len < 0)
        return (int)len;
    c->out_len += (size_t)len;
    return 0;
}

static int redis_send_boxed(void *self, const char *command, const struct iface *args, size_t count)
{
    return send_command(self, encode_boxed, command, args, count);
}

static int redis_send_values(void *self, const char *command, const struct value *args,
                             size_t count)
{
    return send_command(self, encode_values, command, args, count);
}

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Read more bytes behind those that are already there. */
static int fill(struct redis_conn *c)
{
    if (c->in_at > 0) {
        c->in_end -= c->in_at;
        if (c->in_end > 0)
            memmove(c->in, c->in + c->in_at, c->in_end);
        c->in_at = 0;
    }
    ssize_t got = c->wire.methods->read(c->wire.self, c->in + c->in_end, sizeof c->in - c->in_end);
    if (got < 0)
        return fail_wire(c, (int)got, "waiting for a reply");
    if (got == 0)
        return fail(c, -ECONNRESET, "reading a reply",
                    c->in_end == 0 ? "the server closed the connection"
                                   : "the server closed the connection in the middle of it");
    c->in_end += (size_t)got;
    return 0;
}

static int redis_receive(void *self, struct reply *reply)
{
    struct redis_conn *c = self;
    int code = redis_flush(c);
    int64_t deadline = 0; /* a server that sends one byte at a time must not hold us for ever */
    if (code == 0 && c->in_at == c->in_end)
        code = fill(c);
    while (code == 0) {
        char why[REPLY_WHY_BYTES];
        int64_t used = reply_read(c->in + c->in_at, c->in_end - c->in_at, sizeof c->in, reply, why);
        if (used < 0)
            return fail(c, (int)used, "reading a reply", why);
        c->in_at += (size_t)used;
        if (used > 0)
            return 0;
        if (c->in_end > c->in_at && c->timeout_ns > 0) {
            int64_t now = now_ns();
            if (deadline == 0)
                deadline = now + c->timeout_ns;
            else if (now > deadline)
                return fail(c, -ETIMEDOUT, "reading a reply", strerror(ETIMEDOUT));
        }
        code = fill(c);
    }
    return code;
}

int redis_do_values(void *self, const char *command, const struct value *args, size_t count,
                    struct reply *reply)
{
    int code = redis_send_values(self, command, args, count);
    return code == 0 ? redis_receive(self, reply) : code;
}

struct result redis_do_boxed(void *self, const char *command, const struct iface *args BORROWED,
                             size_t count)
{
    static const struct string unsendable = STRING("an argument that cannot be sent");
    static const struct string too_large = STRING("a command larger than the buffer");
    struct redis_conn *c = self;
    struct reply reply;
    int code = redis_send_boxed(c, command, args, count);
    if (code == 0)
        code = redis_receive(c, &reply);
    if (code == 0)
        return result_box(&reply);
    if (c->code != 0)
        return result_fault(&c->fault);
    if (code == -ENOMEM)
        return result_no_memory();
    return result_fault(code == -EMSGSIZE ? &too_large : &unsendable);
}

static const char *redis_err(void *self)
{
    const struct redis_conn *c = self;
    return c->code != 0 ? c->error : NULL;
}

static void redis_close(void *self)
{
    struct redis_conn *c = self;
    c->wire.methods->close(c->wire.self);
    fail(c, -ENOTCONN, "using the connection", "it was closed");
}

static const struct conn_methods redis_methods = {
    .do_boxed = redis_do_boxed,
    .do_promised = redis_do_boxed,
    .do_values = redis_do_values,
    .send_boxed = redis_send_boxed,
    .send_values = redis_send_values,
    .flush = redis_flush,
    .receive = redis_receive,
    .err = redis_err,
    .close = redis_close,
};

struct conn redis_conn_init(struct redis_conn *storage, struct transport wire, int timeout_ms)
{
    storage->wire = wire;
    storage->timeout_ns = (int64_t)timeout_ms * 1000000;
    storage->code = 0;
    storage->out_len = storage->in_at = storage->in_end = 0;
    return (struct conn){ &redis_methods, storage };
}
