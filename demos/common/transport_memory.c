/* transport_memory.c -- a Redis that knows one command: it checks every byte and gives one answer.
 */
#include "transport.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void complain(struct wire_check *check, char sent)
{
    unsigned char got = (unsigned char)sent;
    unsigned char want = (unsigned char)check->want.at[check->at];
    snprintf(check->why, sizeof check->why,
             got >= ' ' && got < 127 && want >= ' ' && want < 127
                 ? "byte %zu of the command is '%c' where '%c' was expected"
                 : "byte %zu of the command is 0x%02x where 0x%02x was expected",
             check->at + 1, got, want);
}

int wire_check_feed(struct wire_check *check, const char *bytes, size_t len)
{
    if (check->want.at == NULL)
        return 0;
    while (len > 0) {
        size_t part = check->want.len - check->at;
        if (part > len)
            part = len;
        if (memcmp(check->want.at + check->at, bytes, part) != 0) {
            for (; *bytes == check->want.at[check->at]; bytes++)
                check->at++;
            complain(check, *bytes);
            return -EPROTO;
        }
        check->at += part;
        if (check->at == check->want.len) {
            check->at = 0;
            check->commands++;
        }
        bytes += part;
        len -= part;
    }
    return 0;
}

static int memory_write(void *self, const char *bytes, size_t len)
{
    struct memory_peer *peer = self;
    uint64_t before = peer->check.commands;
    int code = wire_check_feed(&peer->check, bytes, len);
    peer->owed_bytes += (peer->check.commands - before) * peer->answer.len;
    return code;
}

static ssize_t memory_read(void *self, char *bytes, size_t size)
{
    struct memory_peer *peer = self;
    size_t len = 0;
    if (peer->owed_bytes == 0) {
        snprintf(peer->check.why, sizeof peer->check.why,
                 "a reply was awaited after %zu of the %zu bytes of the command", peer->check.at,
                 peer->check.want.len);
        return -EPROTO;
    }
    while (len < size && peer->owed_bytes > 0) {
        size_t part = peer->answer.len - peer->answer_at;
        if (part > size - len)
            part = size - len;
        memcpy(bytes + len, peer->answer.at + peer->answer_at, part);
        peer->answer_at += part;
        if (peer->answer_at == peer->answer.len)
            peer->answer_at = 0;
        peer->owed_bytes -= part;
        len += part;
    }
    return (ssize_t)len;
}

static void memory_close(void *self)
{
    (void)self;
}

static const char *memory_why(void *self)
{
    struct memory_peer *peer = self;
    return peer->check.why[0] != '\0' ? peer->check.why : NULL;
}

static const struct transport_methods memory_methods = {
    .write = memory_write,
    .read = memory_read,
    .close = memory_close,
    .why = memory_why,
};

struct transport memory_open(struct memory_peer *peer, struct string want, struct string answer)
{
    *peer = (struct memory_peer){ .check = { .want = want }, .answer = answer };
    return (struct transport){ &memory_methods, peer, "memory" };
}
