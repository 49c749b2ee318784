/* result.h -- what `reply, err := c.Do(...)` returns, boxed as redigo boxes it.
 *
 * +OK and +PONG are boxes made beforehand. Every other reply that is not nil, and not an int below
 * 256, is allocated: `:1000` an int; a bulk string its bytes and a []byte header; an array its
 * elements, a slice header and whatever each element costs; an error its text and, twice, a header:
 * once as the reply and once as the error. */
#ifndef DEMOS_RESULT_H
#define DEMOS_RESULT_H

#include "reply.h"

struct result {
    struct iface reply;
    struct iface err; /* nil: no error. type_error: the server's; type_fault: ours */
};

/* Box a copy of the reply. Returns an owned result; out of memory is a result whose err is a fault.
 */
struct result result_box(const struct reply *reply);

/* A result that says what went wrong here. Borrows fault, which must outlive the result. */
struct result result_fault(const struct string *fault);

/* What "cannot allocate" looks like, without allocating. */
struct result result_no_memory(void);

/* Give back everything the result owns. */
void result_free(struct result result);

/* 0 if the reply is OK; -ENOMEM, -EIO for a fault, -EPROTO for anything else. Frees the result. */
int result_expect_ok(struct result result);

#endif
