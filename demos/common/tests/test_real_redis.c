/* test_real_redis.c -- the connection talks to a real redis-server, over TCP and over a Unix
 * socket.
 *
 * Run by scripts/redis, which starts a private server and tells where in REDIS_TCP and
 * REDIS_SOCKET. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "bad_server.h"
#include "common/conn.h"

static struct redis_conn storage;
static struct socket_peer peer;

static int open_server(void **state)
{
    const char *path = getenv("REDIS_SOCKET"), *tcp = getenv("REDIS_TCP");
    const char *how = *state;
    struct address address;
    struct transport wire;
    if (path == NULL || tcp == NULL)
        return -1;
    const char *why =
        strcmp(how, "tcp") == 0 ? address_parse(tcp, &address) : address_of_path(path, &address);
    if (why != NULL || socket_open(&peer, &address, 10000, &wire) != 0)
        return -1;
    redis_conn_init(&storage, wire, 10000);
    return 0;
}

static int close_server(void **state)
{
    (void)state;
    peer.check.why[0] = '\0';
    storage.wire.methods->close(storage.wire.self);
    return 0;
}

static void expect(const char *command, const struct value *args, size_t count,
                   enum reply_kind kind, const char *text)
{
    struct reply reply;
    assert_int_equal(redis_do_values(&storage, command, args, count, &reply), 0);
    assert_int_equal(reply.kind, kind);
    if (text != NULL) {
        assert_int_equal(reply.text.len, strlen(text));
        assert_memory_equal(reply.text.at, text, strlen(text));
    }
}

static void every_type_of_reply_arrives(void **state)
{
    const struct value set[] = { value_text("C"), value_int(1) };
    const struct value list[] = { value_text("L"), value_text("a"), value_text("b") };
    const struct value range[] = { value_text("L"), value_int(0), value_int(-1) };
    (void)state;
    expect("FLUSHALL", NULL, 0, REPLY_STATUS, "OK");
    expect("PING", NULL, 0, REPLY_STATUS, "PONG");
    expect("SET", set, 2, REPLY_STATUS, "OK");
    expect("GET", set, 1, REPLY_BULK, "1");
    expect("INCR", set, 1, REPLY_INTEGER, NULL);
    expect("GET", list, 1, REPLY_NIL, NULL);
    expect("LPUSH", set, 2, REPLY_ERROR,
           "WRONGTYPE Operation against a key holding the wrong kind of value");
    expect("RPUSH", list, 3, REPLY_INTEGER, NULL);
    expect("LRANGE", range, 3, REPLY_ARRAY, "$1\r\na\r\n$1\r\nb\r\n");
    expect("EXEC", NULL, 0, REPLY_ERROR, "ERR EXEC without MULTI");
}

static void a_nested_array_arrives(void **state)
{
    const struct value get[] = { value_text("GET") };
    struct reply reply, inner;
    (void)state;
    assert_int_equal(redis_do_values(&storage, "COMMAND",
                                     (const struct value[]){ value_text("INFO"), get[0] }, 2,
                                     &reply),
                     0);
    assert_int_equal(reply.kind, REPLY_ARRAY);
    assert_true(reply_next(&reply, &inner));
    assert_int_equal(inner.kind, REPLY_ARRAY);
}

static void a_reply_larger_than_the_buffer_is_refused(void **state)
{
    const struct value key[] = { value_text("B"), value_int(20000), value_text("x") };
    struct reply reply;
    (void)state;
    expect("SETRANGE", key, 3, REPLY_INTEGER, NULL);
    assert_true(redis_do_values(&storage, "GET", key, 1, &reply) < 0);
    assert_non_null(strstr(storage.error, "a bulk string of 20001 bytes, over the limit of 16384"));
}

int main(void)
{
    if (!bad_server_reachable()) {
        puts("skipped: 127.0.0.1 cannot be reached");
        return 77; /* ctest's SKIP_RETURN_CODE */
    }
    static char tcp[] = "tcp", local[] = "unix";
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate_setup_teardown(every_type_of_reply_arrives, open_server,
                                                 close_server, tcp),
        cmocka_unit_test_prestate_setup_teardown(every_type_of_reply_arrives, open_server,
                                                 close_server, local),
        cmocka_unit_test_prestate_setup_teardown(a_nested_array_arrives, open_server, close_server,
                                                 tcp),
        cmocka_unit_test_prestate_setup_teardown(a_reply_larger_than_the_buffer_is_refused,
                                                 open_server, close_server, local),
    };
    return cmocka_run_group_tests_name("real redis", tests, NULL, NULL);
}
