/* lab.c -- the peer: in memory, or the server that the flags name. */
#include "lab.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { TIMEOUT_MS = 5000 };

const struct string sends_set_c_1 = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n");
const struct string sends_set_c_1000 = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$4\r\n1000\r\n");
const struct string sends_set_c_1_ex_10 =
    STRING("*5\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n$2\r\nEX\r\n$2\r\n10\r\n");

static struct address server;
static bool use_server, reversed;

/* The connection is 20 KiB and one at a time: static, so that no case pays for it. */
static struct redis_conn storage;
static struct memory_peer memory;
static struct socket_peer wire;
static struct wire_check *check;

/* The value of `--name=value` or `--name value`, one dash or two; *used is the words it took. */
static const char *flag_value(const char *name, int argc, char **argv, int at, int *used)
{
    const char *word = argv[at];
    size_t len = strlen(name);
    if (word[0] != '-')
        return NULL;
    word += word[1] == '-' ? 2 : 1;
    if (strncmp(word, name, len) != 0)
        return NULL;
    *used = 1;
    if (word[len] == '=')
        return word + len + 1;
    if (word[len] != '\0')
        return NULL;
    *used = 2;
    return at + 1 < argc ? argv[at + 1] : "";
}

int lab_take_flags(int *argc, char **argv)
{
    int kept = 1;
    for (int at = 1; at < *argc;) {
        int used = 1;
        const char *why = NULL, *name = "--redis-socket";
        const char *text = flag_value("redis-socket", *argc, argv, at, &used);
        if (text != NULL) {
            why = address_of_path(text, &server);
        } else if ((text = flag_value("redis", *argc, argv, at, &used)) != NULL) {
            name = "--redis";
            why = address_parse(text, &server);
        } else if (strcmp(argv[at], "--reverse") == 0 || strcmp(argv[at], "-reverse") == 0) {
            reversed = true;
        } else {
            argv[kept++] = argv[at];
        }
        if (why != NULL) {
            fprintf(stderr, "%s: %s=%s: %s\n", argv[0], name, text, why);
            return 2;
        }
        use_server = use_server || text != NULL;
        at += used;
    }
    argv[kept] = NULL;
    *argc = kept;
    return 0;
}

const char *lab_net(void)
{
    if (!use_server)
        return NULL;
    return server.is_unix ? "unix" : "tcp";
}

bool lab_reversed(void)
{
    return reversed;
}

const struct address *lab_address(void)
{
    return use_server ? &server : NULL;
}

/* 0, or a negative errno and one clause. */
static int connect_server(struct conn *c, const char **why)
{
    struct transport transport;
    int code = socket_open(&wire, &server, TIMEOUT_MS, &transport);
    *c = redis_conn_init(&storage, transport, TIMEOUT_MS);
    *why = wire.check.why[0] != '\0' ? wire.check.why : strerror(-code);
    check = &wire.check;
    return code;
}

int lab_ask_server(void)
{
    struct conn c;
    struct reply reply = { .kind = REPLY_NIL };
    const char *why;
    int code = connect_server(&c, &why);
    if (code != 0) {
        fprintf(stderr, "%s: connecting: %s\n", server.shown, why);
        return 2;
    }
    code = c.methods->do_values(c.self, "PING", NULL, 0, &reply);
    if (code != 0)
        fprintf(stderr, "%s\n", c.methods->err(c.self));
    else if (!reply_is(&reply, "PONG")) {
        code = -EPROTO;
        char text[256];
        reply_describe(&reply, text, sizeof text);
        fprintf(stderr, "%s: PING was answered: %s\n", server.shown, text);
    }
    c.methods->close(c.self);
    return code == 0 ? 0 : 2;
}

bool lab_open(hm_bench *b, const struct string *sends, struct string answer, struct conn *c)
{
    const char *why;
    if (!use_server) {
        *c = redis_conn_init(&storage, memory_open(&memory, *sends, answer), 0);
        check = &memory.check;
        return true;
    }
    if (connect_server(c, &why) != 0) {
        hm_error(b, "%s: connecting: %s", server.shown, why);
        return false;
    }
    check->want = *sends;
    return true;
}

void lab_fail(hm_bench *b, struct conn c, int code)
{
    const char *err = c.methods->err(c.self);
    if (err != NULL)
        hm_error(b, "%s", err);
    else if (code == -EPROTO)
        hm_error(b, "the reply is not the one expected");
    else
        hm_error(b, "%s", strerror(-code));
}

void lab_close(hm_bench *b, struct conn c, uint64_t ops)
{
    if (!hm_failed(b) && (check->commands != ops || check->at != 0))
        hm_error(b, "%llu operations sent %llu commands and %zu bytes", (unsigned long long)ops,
                 (unsigned long long)check->commands, check->at);
    c.methods->close(c.self);
}
