/* transport.h -- what a connection needs of a wire: Go's net.Conn, as small as it can be.
 *
 * Two are made here: a fake peer in memory, and a socket. Both can check that what is sent is what
 * was meant to be sent, byte for byte. Ownership: the caller owns the storage of each; a transport
 * borrows it. One thread at a time. */
#ifndef DEMOS_TRANSPORT_H
#define DEMOS_TRANSPORT_H

#include <stddef.h>
#include <sys/types.h>

#include "address.h"
#include "iface.h"

enum { WIRE_WHY_BYTES = 160 };

struct transport_methods {
    int (*write)(void *self, const char *bytes, size_t len); /* all of it: 0 or negative errno */
    ssize_t (*read)(void *self, char *bytes, size_t size);   /* > 0; 0: closed; negative errno */
    void (*close)(void *self);                               /* may be called twice */
    const char *(*why)(void *self); /* one clause about the last failure; NULL: errno says it all */
};

struct transport {
    const struct transport_methods *methods;
    void *self;
    const char *name; /* for messages: an address, or "memory" */
};

/* What must go over the wire: `want` again and again. No text (NULL): anything may. */
struct wire_check {
    struct string want;
    size_t at;
    uint64_t commands; /* how often `want` went over complete */
    char why[WIRE_WHY_BYTES];
};

/* Compare and move on. 0, or -EPROTO with check->why telling both bytes. */
int wire_check_feed(struct wire_check *check, const char *bytes, size_t len);

/* The fake peer: takes `check.want`, answers `answer`. Allocates nothing, calls nothing. */
struct memory_peer {
    struct wire_check check;
    struct string answer;
    size_t owed_bytes; /* of answers to commands that came in whole */
    size_t answer_at;
};

struct transport memory_open(struct memory_peer *peer, struct string want, struct string answer);

/* The socket. */
struct socket_peer {
    int fd;
    int timeout_ms;
    struct wire_check check; /* check.want may be set after socket_open() */
    char name[272];
};

/* Connect. timeout_ms > 0 bounds the connect and each later read and write on its own.
 * Returns 0 and the transport, or a negative errno with one clause in peer->check.why. */
int socket_open(struct socket_peer *peer, const struct address *address, int timeout_ms,
                struct transport *transport);

#endif
