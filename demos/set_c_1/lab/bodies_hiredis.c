/* bodies_hiredis.c -- the loops around hiredis, which brings a connection of its own.
 *
 * hiredis can only talk to a file descriptor. Where the other rungs have a peer in memory, it has
 * one end of a socket pair, and this file is the other end: its answer is there before the command
 * is sent, and what was sent is compared afterwards. Four system calls an operation, so compare the
 * counts, not the time; against a server the times compare too. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lab.h"
#include "client_hiredis.h"

static const char ok[] = "+OK\r\n";

/* A new connection of hiredis grows its input buffer until it has seen a KiB of replies. That is
 * its start, not what one more command costs. */
enum { WARM_UP = 300 };

struct link {
    redisContext *context;
    int peer; /* our end of the socket pair; -1: a real server */
};

static redisContext *connect_server(const struct address *at)
{
    const struct timeval wait = { .tv_sec = 5 };
    if (at->is_unix)
        return redisConnectUnixWithTimeout(at->path, wait);
    unsigned port = 0;
    for (const char *digit = at->port; *digit != '\0'; digit++)
        port = port * 10 + (unsigned)(*digit - '0');
    return redisConnectWithTimeout(at->host, (int)port, wait);
}

static void hang_up(struct link *link)
{
    if (link->context != NULL)
        redisFree(link->context);
    if (link->peer >= 0)
        close(link->peer);
}

static bool connect_link(hm_bench *b, struct link *link)
{
    const struct address *server = lab_address();
    const char *name = server != NULL ? server->shown : "socket pair";
    int ends[2];
    *link = (struct link){ .peer = -1 };
    if (server != NULL) {
        link->context = connect_server(server);
    } else if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0) {
        link->context = redisConnectFd(ends[0]);
        link->peer = ends[1];
    } else {
        hm_error(b, "%s: %s", name, strerror(errno));
        return false;
    }
    if (link->context != NULL && link->context->err == 0)
        return true;
    hm_error(b, "%s: connecting: %s", name,
             link->context != NULL ? link->context->errstr : strerror(ENOMEM));
    hang_up(link);
    return false;
}

static void fail(hm_bench *b, const struct link *link, int code)
{
    if (code == -EIO)
        hm_error(b, "%s", link->context->errstr);
    else
        hm_error(b, "%s", code == -EPROTO ? "the reply is not OK" : strerror(-code));
}

static bool answer_first(const struct link *link)
{
    return link->peer < 0 || send(link->peer, ok, sizeof ok - 1, MSG_NOSIGNAL) == sizeof ok - 1;
}

static bool sent_set_c_1(const struct link *link)
{
    char sent[64];
    if (link->peer < 0)
        return true;
    ssize_t len = recv(link->peer, sent, sizeof sent, 0);
    return len == (ssize_t)sends_set_c_1.len && memcmp(sent, sends_set_c_1.at, (size_t)len) == 0;
}

static void set_once(hm_bench *b, const struct link *link)
{
    int code = answer_first(link) ? set_hiredis_command(link->context) : -errno;
    if (code != 0)
        fail(b, link, code);
    else if (!sent_set_c_1(link))
        hm_error(b, "hiredis did not send the 27 bytes of SET C 1");
}

void bench_hiredis_command(hm_bench *b)
{
    struct link link;
    if (!connect_link(b, &link))
        return;
    for (int i = 0; i < WARM_UP && !hm_failed(b); i++)
        set_once(b, &link);
    while (hm_loop(b))
        set_once(b, &link);
    hang_up(&link);
}

void bench_hiredis_format(hm_bench *b)
{
    while (hm_loop(b)) {
        int code = format_hiredis(sends_set_c_1);
        if (code != 0)
            hm_error(b, "%s",
                     code == -EPROTO ? "these are not the 27 bytes of SET C 1" : strerror(-code));
    }
}

static int drain(redisContext *c, unsigned *waiting)
{
    int code = 0;
    for (; code == 0 && *waiting > 0; (*waiting)--)
        code = receive_hiredis(c);
    return code;
}

/* As bench_pipeline(): one operation is one command. Only against a server. */
void bench_hiredis_pipeline(hm_bench *b)
{
    struct link link;
    unsigned waiting = 0;
    if (!connect_link(b, &link))
        return;
    for (int i = 0; i < WARM_UP && !hm_failed(b); i++)
        set_once(b, &link);
    while (hm_loop(b)) {
        int code = send_hiredis(link.context);
        if (code == 0 && ++waiting == PIPELINE_DEPTH)
            code = drain(link.context, &waiting);
        if (code != 0)
            fail(b, &link, code);
    }
    int code = hm_failed(b) ? 0 : drain(link.context, &waiting);
    if (code != 0)
        fail(b, &link, code);
    hang_up(&link);
}
