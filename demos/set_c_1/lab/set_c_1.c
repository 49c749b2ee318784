/* set_c_1.c -- the program that the question is about: connect to Redis, SET C 1.
 *
 *     c, err := redis.Dial("tcp", ":6379")
 *     _, err = c.Do("SET", "C", 1)
 *
 * Exit status: 0 done; 1 the server is not there, or did not do it; 2 bad usage. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common/conn.h"

enum { DONE = 0, FAILED = 1, USAGE = 2, TIMEOUT_MS = 5000 };

static const char usage[] = "usage: set_c_1 [--redis HOST:PORT]   (default " ADDRESS_DEFAULT ")\n";

static int set_c_1(struct conn c, const char *name)
{
    const struct value args[] = { value_text("C"), value_int(1) };
    struct reply reply;

    if (c.methods->do_values(c.self, "SET", args, 2, &reply) != 0) {
        fprintf(stderr, "set_c_1: %s\n", c.methods->err(c.self));
        return FAILED;
    }
    if (reply_expect_ok(&reply) == 0)
        return DONE;
    char text[256];
    reply_describe(&reply, text, sizeof text);
    fprintf(stderr, "set_c_1: %s: SET C 1 was answered: %s\n", name, text);
    return FAILED;
}

int main(int argc, char **argv)
{
    static struct redis_conn storage;
    struct socket_peer peer;
    struct transport wire;
    struct address address;
    const char *where = ADDRESS_DEFAULT;

    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        if (fputs(usage, stdout) != EOF && fflush(stdout) == 0)
            return DONE;
        fprintf(stderr, "set_c_1: <stdout>: cannot be written: %s\n", strerror(errno));
        return USAGE;
    }
    if (argc == 3 && strcmp(argv[1], "--redis") == 0)
        where = argv[2];
    else if (argc == 2 && strncmp(argv[1], "--redis=", 8) == 0)
        where = argv[1] + 8;
    else if (argc != 1) {
        fputs(usage, stderr);
        return USAGE;
    }
    const char *why = address_parse(where, &address);
    if (why != NULL) {
        fprintf(stderr, "set_c_1: --redis %s: %s\n", where, why);
        return USAGE;
    }

    int code = socket_open(&peer, &address, TIMEOUT_MS, &wire);
    if (code != 0) {
        why = peer.check.why[0] != '\0' ? peer.check.why : strerror(-code);
        fprintf(stderr, "set_c_1: %s: connecting: %s\n", address.shown, why);
        return FAILED;
    }
    struct conn c = redis_conn_init(&storage, wire, TIMEOUT_MS);
    int status = set_c_1(c, address.shown);
    c.methods->close(c.self);
    return status;
}
