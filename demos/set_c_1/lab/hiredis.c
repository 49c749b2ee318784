/* hiredis.c -- what the C client that most programs use does with SET C 1.
 *
 * hiredis formats the command into a heap string, appends that to an output buffer on the heap, and
 * returns a reply object on the heap. How many blocks that takes depends on its version, so nothing
 * is claimed here: it is measured. */
#include <errno.h>
#include <string.h>

#include "client_hiredis.h"

static int expect_ok(const redisContext *c, redisReply *reply)
{
    if (reply == NULL)
        return c->err == REDIS_ERR_OOM ? -ENOMEM : -EIO;
    bool ok = reply->type == REDIS_REPLY_STATUS && strcmp(reply->str, "OK") == 0;
    freeReplyObject(reply);
    return ok ? 0 : -EPROTO;
}

int set_hiredis_command(redisContext *c)
{
    return expect_ok(c, redisCommand(c, "SET %s %d", "C", 1));
}

int send_hiredis(redisContext *c)
{
    if (redisAppendCommand(c, "SET %s %d", "C", 1) == REDIS_OK)
        return 0;
    return c->err == REDIS_ERR_OOM ? -ENOMEM : -EIO;
}

int receive_hiredis(redisContext *c)
{
    void *reply = NULL;
    if (redisGetReply(c, &reply) != REDIS_OK)
        reply = NULL;
    return expect_ok(c, reply);
}

int format_hiredis(struct string want)
{
    char *command;
    int len = redisFormatCommand(&command, "SET %s %d", "C", 1);
    if (len < 0)
        return -ENOMEM;
    bool same = (size_t)len == want.len && memcmp(command, want.at, want.len) == 0;
    redisFreeCommand(command);
    return same ? 0 : -EPROTO;
}
