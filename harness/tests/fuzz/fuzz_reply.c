/* fuzz_reply.c -- any bytes as the answer of a Redis server: read at once, in pieces, shown and
 * boxed.
 *
 * The first byte is the size of the pieces. The target checks more than crashes and leaks: a reply
 * ends where it says (with one byte less the parser asks for more), and a connection that gets the
 * bytes in pieces sees the same replies as one that gets all of them at once. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/conn.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

struct pieces {
    const char *at;
    size_t left, piece;
};

static int pieces_write(void *self, const char *bytes, size_t len)
{
    (void)self, (void)bytes, (void)len;
    return 0;
}

static ssize_t pieces_read(void *self, char *bytes, size_t size)
{
    struct pieces *p = self;
    size_t len = p->piece < p->left ? p->piece : p->left;
    len = len < size ? len : size;
    memcpy(bytes, p->at, len);
    p->at += len;
    p->left -= len;
    return (ssize_t)len;
}

static void pieces_close(void *self)
{
    (void)self;
}

static const char *pieces_why(void *self)
{
    (void)self;
    return NULL;
}

static const struct transport_methods pieces_methods = { pieces_write, pieces_read, pieces_close,
                                                         pieces_why };

static size_t walk(struct reply reply, unsigned depth)
{
    struct reply element;
    size_t seen = 1;
    must(depth <= REPLY_DEPTH_MAX);
    while (reply_next(&reply, &element))
        seen += walk(element, depth + 1);
    must(reply.kind != REPLY_ARRAY || reply.text.len == 0);
    return seen;
}

static void same(const struct reply *a, const struct reply *b)
{
    must(a->kind == b->kind && a->integer == b->integer && a->count == b->count);
    must(a->text.len == b->text.len && memcmp(a->text.at, b->text.at, a->text.len) == 0);
}

static void use(const struct reply *reply)
{
    char text[64];
    walk(*reply, 0);
    reply_describe(reply, text, sizeof text);
    must(strlen(text) < sizeof text);
    struct result result = result_box(reply);
    must((result.err.type != NULL) == (reply->kind == REPLY_ERROR));
    result_free(result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct redis_conn storage;
    if (size < 1 || size > 2 * REDIS_IN_BYTES)
        return 0;
    struct pieces pieces = { (const char *)data + 1, size - 1, 1 + data[0] % 64u };
    struct conn c =
        redis_conn_init(&storage, (struct transport){ &pieces_methods, &pieces, "fuzz" }, 0);
    const char *at = (const char *)data + 1;
    for (size_t left = size - 1;;) {
        struct reply whole, arrived, half;
        char why[REPLY_WHY_BYTES] = "";
        int64_t used = reply_read(at, left, REDIS_IN_BYTES, &whole, why);
        int code = c.methods->receive(c.self, &arrived);
        must((used > 0) == (code == 0));
        if (used <= 0) {
            must(c.methods->err(c.self) != NULL && (used == 0) == (code == -ECONNRESET));
            return 0;
        }
        must((size_t)used <= left);
        must(reply_read(at, (size_t)used - 1, REDIS_IN_BYTES, &half, why) == 0);
        same(&whole, &arrived);
        use(&whole);
        use(&arrived);
        at += used;
        left -= (size_t)used;
    }
}
