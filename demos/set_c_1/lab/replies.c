/* replies.c -- PING, answered in five ways, and what it costs to read the answer.
 *
 * read_boxed() returns boxes that outlive the connection's buffer, as redigo does; read_stack()
 * shows the reply where it lies. Both check what they read. */
#include "replies.h"

#include <errno.h>
#include <string.h>

static bool same(struct string a, struct string b)
{
    return a.len == b.len && memcmp(a.at, b.at, b.len) == 0;
}

/* Is it what was expected, deep down? */
static bool boxed_is(struct iface box, const struct reply *want)
{
    const void *data = box.data;
    if (want->kind == REPLY_INTEGER)
        return box.type == &type_int && *(const int64_t *)data == want->integer;
    if (want->kind == REPLY_STATUS)
        return box.type == &type_string && same(*(const struct string *)data, want->text);
    if (want->kind == REPLY_ERROR)
        return box.type == &type_error && same(*(const struct string *)data, want->text);
    if (want->kind == REPLY_BULK) {
        const struct bytes *bytes = data;
        return box.type == &type_bytes &&
               same((struct string){ bytes->at, bytes->len }, want->text);
    }
    const struct slice *slice = data;
    if (want->kind != REPLY_ARRAY || box.type != &type_slice || slice->len != want->count)
        return false;
    struct reply rest = *want, element;
    for (size_t i = 0; reply_next(&rest, &element); i++)
        if (!boxed_is(slice->at[i], &element))
            return false;
    return true;
}

int read_boxed(struct conn c, const struct reply *want)
{
    struct result ping = c.methods->do_boxed(c.self, "PING", NULL, 0);
    int code = -EPROTO;
    if (ping.err.type == &type_fault)
        code = c.methods->err(c.self) != NULL ? -EIO : -ENOMEM;
    else if (boxed_is(ping.reply, want))
        code = 0;
    result_free(ping);
    return code;
}

int read_stack(struct conn c, const struct reply *want)
{
    struct reply reply;
    int code = c.methods->do_values(c.self, "PING", NULL, 0, &reply);
    if (code != 0)
        return code;
    return reply.kind == want->kind && reply.integer == want->integer &&
                   reply.count == want->count && same(reply.text, want->text)
               ? 0
               : -EPROTO;
}
