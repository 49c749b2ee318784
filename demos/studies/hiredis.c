/* hiredis.c -- what a command costs a client: hiredis against a peer that answers from a table.
 *
 * The peer is a thread at the other end of a socket pair. It reads a request, writes the reply of
 * the case, and allocates nothing, so every block that is counted is the client's. Compiled once
 * with each version of hiredis. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <hiredis.h>

#include <heapmark/bench.h>

#define TEXT_OF(x) #x
#define TEXT(x)    TEXT_OF(x)
#ifndef VARIANT /* such as "-patched" */
#define VARIANT ""
#endif
#define VERSION TEXT(HIREDIS_MAJOR) "." TEXT(HIREDIS_MINOR) "." TEXT(HIREDIS_PATCH) VARIANT

struct exchange {
    const char *reply;
    const char *request[6]; /* ends with NULL */
};

struct peer {
    int fd;
    const char *reply;
    size_t length;
};

static void *answer(void *arg)
{
    const struct peer *p = arg;
    char request[4096];
    while (read(p->fd, request, sizeof request) > 0)
        if (write(p->fd, p->reply, p->length) != (ssize_t)p->length)
            break;
    return NULL;
}

struct connection {
    redisContext *client;
    struct peer peer;
    pthread_t thread;
};

static bool dial(struct connection *c, const char *reply)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return false;
    c->peer = (struct peer){ ends[1], reply, strlen(reply) };
    c->client = redisConnectFd(ends[0]);
    return c->client != NULL && pthread_create(&c->thread, NULL, answer, &c->peer) == 0;
}

static void hang_up(struct connection *c)
{
    redisFree(c->client);
    pthread_join(c->thread, NULL);
    close(c->peer.fd);
}

static redisReply *ask(redisContext *c, const struct exchange *x)
{
    int count = 0;
    while (x->request[count] != NULL)
        count++;
    switch (count) {
    case 2:
        return redisCommand(c, "%s %s", x->request[0], x->request[1]);
    case 3:
        return redisCommand(c, "%s %s %s", x->request[0], x->request[1], x->request[2]);
    default:
        return redisCommand(c, "%s %s %s %s", x->request[0], x->request[1], x->request[2],
                            x->request[3]);
    }
}

static void command(hm_bench *b)
{
    const struct exchange *x = hm_arg(b);
    struct connection c;
    if (!dial(&c, x->reply)) {
        hm_error(b, "no connection");
        return;
    }
    freeReplyObject(ask(c.client, x)); /* the buffers of the connection are there after this */
    while (hm_loop(b)) {
        redisReply *reply = ask(c.client, x);
        if (reply == NULL || reply->type == REDIS_REPLY_ERROR)
            hm_error(b, "no reply");
        freeReplyObject(reply);
    }
    hang_up(&c);
}

static void argv(hm_bench *b)
{
    const struct exchange *x = hm_arg(b);
    const char *words[] = { x->request[0], x->request[1], x->request[2] };
    struct connection c;
    if (!dial(&c, x->reply)) {
        hm_error(b, "no connection");
        return;
    }
    freeReplyObject(redisCommandArgv(c.client, 3, words, NULL));
    while (hm_loop(b))
        freeReplyObject(redisCommandArgv(c.client, 3, words, NULL));
    hang_up(&c);
}

static void format(hm_bench *b)
{
    while (hm_loop(b)) {
        char *text;
        hm_keep(redisFormatCommand(&text, "SET %s %d", "C", 1));
        free(text);
    }
}

#define BULK "$10\r\n0123456789\r\n"
#define TEN  BULK BULK BULK BULK BULK BULK BULK BULK BULK BULK

static const struct exchange set = { "+OK\r\n", { "SET", "C", "1" } },
                             get = { "$1\r\n1\r\n", { "GET", "C" } },
                             incr = { ":2\r\n", { "INCR", "C" } },
                             mget = { "*3\r\n" BULK BULK BULK, { "MGET", "a", "b", "c" } },
                             hgetall = { "*20\r\n" TEN TEN, { "HGETALL", "h" } },
                             lrange = { "*100\r\n" TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN,
                                        { "LRANGE", "l", "0", "99" } };

int main(int argc, char **args)
{
#define CASE(label, fn, exchange)                                                                  \
    {                                                                                              \
        .name = label "/impl=" VERSION, .run = fn, .arg = (void *)(exchange)                       \
    }
    static const hm_case cases[] = {
        CASE("Format", format, NULL),         CASE("Set", command, &set),
        CASE("SetArgv", argv, &set),          CASE("Get", command, &get),
        CASE("Incr", command, &incr),         CASE("Mget3", command, &mget),
        CASE("Hgetall10", command, &hgetall), CASE("Lrange100", command, &lrange),
    };
    return hm_main(argc, args, cases, HM_COUNT(cases));
}
