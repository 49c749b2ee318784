/* test_transport_socket.c -- every way a server can let us down ends in one line with its address.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bad_server.h"
#include "common/conn.h"

enum { PATIENT_MS = 10000, SHORT_MS = 50 };

static struct redis_conn storage;
static struct socket_peer peer;
static const struct value values[] = { { .kind = VALUE_TEXT, .text = STRING("C") },
                                       { .kind = VALUE_INT, .integer = 1 } };

static int open_at(const char *text, int timeout_ms, struct conn *c)
{
    struct address address;
    struct transport wire;
    assert_null(address_parse(text, &address));
    int code = socket_open(&peer, &address, timeout_ms, &wire);
    *c = redis_conn_init(&storage, wire, timeout_ms);
    return code;
}

/* SET C 1 against such a server gives this code and, after the address, this text. */
static void expect(struct bad_server server, int timeout_ms, int code, const char *text)
{
    struct conn c;
    struct reply reply;
    char line[256];
    assert_true(bad_server_start(&server));
    int opened = open_at(server.address, timeout_ms, &c);
    int done = opened == 0 ? c.methods->do_values(c.self, "SET", values, 2, &reply) : opened;
    const char *err = c.methods->err(c.self);
    if (err != NULL)
        snprintf(line, sizeof line, "%s", err);
    c.methods->close(c.self);
    bad_server_stop(&server);
    assert_int_equal(opened, 0);
    assert_int_equal(done, code);
    if (text == NULL) {
        assert_null(err);
        return;
    }
    assert_non_null(err);
    assert_memory_equal(line, server.address, strlen(server.address));
    assert_string_equal(line + strlen(server.address), text);
}

#define ANSWER(text) .wait_bytes = 27, .answer = (text), .answer_len = sizeof(text) - 1

static void an_answer_in_one_piece_is_read(void **state)
{
    (void)state;
    expect((struct bad_server){ ANSWER("+OK\r\n") }, PATIENT_MS, 0, NULL);
}

static void no_server_listens_there(void **state)
{
    char address[32];
    struct conn c;
    (void)state;
    assert_true(bad_server_absent(address));
    assert_int_equal(open_at(address, PATIENT_MS, &c), -ECONNREFUSED);
}

static void a_unix_socket_that_is_not_there(void **state)
{
    struct conn c;
    (void)state;
    assert_int_equal(open_at("unix:///nonexistent/redis.sock", PATIENT_MS, &c), -ENOENT);
}

static void a_name_that_does_not_resolve(void **state)
{
    struct conn c;
    (void)state;
    assert_int_equal(open_at("no-such-host.invalid", PATIENT_MS, &c), -EHOSTUNREACH);
    assert_true(strlen(peer.check.why) > 0);
}

static void the_server_closes_before_it_answers(void **state)
{
    (void)state;
    expect((struct bad_server){ ANSWER("") }, PATIENT_MS, -ECONNRESET,
           ": reading a reply: the server closed the connection");
}

static void the_server_closes_in_the_middle_of_a_reply(void **state)
{
    (void)state;
    expect((struct bad_server){ ANSWER("$10\r\nabc") }, PATIENT_MS, -ECONNRESET,
           ": reading a reply: the server closed the connection in the middle of it");
}

static void the_server_speaks_another_language(void **state)
{
    (void)state;
    expect((struct bad_server){ ANSWER("HTTP/1.1 400 Bad Request\r\n") }, PATIENT_MS, -EPROTO,
           ": reading a reply: a reply that starts with 'H'");
}

static void a_header_of_one_gigabyte_is_refused_at_once(void **state)
{
    (void)state;
    expect((struct bad_server){ ANSWER("$1073741824\r\n"), .silent = true }, PATIENT_MS, -EMSGSIZE,
           ": reading a reply: a bulk string of 1073741824 bytes, over the limit of 16384");
}

static void a_silent_server_is_given_up(void **state)
{
    (void)state;
    expect((struct bad_server){ ANSWER(""), .silent = true }, SHORT_MS, -ETIMEDOUT,
           ": waiting for a reply: Connection timed out");
}

static void half_a_reply_and_then_silence_is_given_up(void **state)
{
    (void)state;
    expect((struct bad_server){ ANSWER("+O"), .silent = true }, SHORT_MS, -ETIMEDOUT,
           ": waiting for a reply: Connection timed out");
}

static void an_endless_line_is_refused(void **state)
{
    static char line[REDIS_IN_BYTES + 1];
    (void)state;
    memset(line, '+', sizeof line);
    expect((struct bad_server){ .wait_bytes = 27, .answer = line, .answer_len = sizeof line },
           PATIENT_MS, -EMSGSIZE,
           ": reading a reply: a line that goes past the limit of 16384 bytes");
}

static void what_is_sent_is_checked(void **state)
{
    static const struct string want = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n2\r\n");
    struct bad_server server = { ANSWER("+OK\r\n") };
    struct conn c;
    struct reply reply;
    (void)state;
    assert_true(bad_server_start(&server));
    int opened = open_at(server.address, PATIENT_MS, &c);
    peer.check.want = want;
    int code = opened == 0 ? c.methods->do_values(c.self, "SET", values, 2, &reply) : opened;
    c.methods->close(c.self);
    bad_server_stop(&server);
    assert_int_equal(code, -EPROTO);
    assert_string_equal(peer.check.why, "byte 25 of the command is '1' where '2' was expected");
}

int main(void)
{
    if (!bad_server_reachable()) {
        puts("skipped: 127.0.0.1 cannot be reached");
        return 77; /* ctest's SKIP_RETURN_CODE */
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_in_one_piece_is_read),
        cmocka_unit_test(no_server_listens_there),
        cmocka_unit_test(a_unix_socket_that_is_not_there),
        cmocka_unit_test(a_name_that_does_not_resolve),
        cmocka_unit_test(the_server_closes_before_it_answers),
        cmocka_unit_test(the_server_closes_in_the_middle_of_a_reply),
        cmocka_unit_test(the_server_speaks_another_language),
        cmocka_unit_test(a_header_of_one_gigabyte_is_refused_at_once),
        cmocka_unit_test(a_silent_server_is_given_up),
        cmocka_unit_test(half_a_reply_and_then_silence_is_given_up),
        cmocka_unit_test(an_endless_line_is_refused),
        cmocka_unit_test(what_is_sent_is_checked),
    };
    return cmocka_run_group_tests_name("transport_socket", tests, NULL, NULL);
}
