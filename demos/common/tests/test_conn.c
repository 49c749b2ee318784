/* test_conn.c -- the connection over a peer in memory: right bytes pass, wrong bytes are named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <heapmark/counters.h>

#include "common/conn.h"

static const struct string want = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n");
static const struct string ok = STRING("+OK\r\n");

static struct redis_conn storage;
static struct memory_peer peer;

static struct conn open_memory(struct string answer)
{
    return redis_conn_init(&storage, memory_open(&peer, want, answer), 0);
}

static const struct value values[] = { { .kind = VALUE_TEXT, .text = STRING("C") },
                                       { .kind = VALUE_INT, .integer = 1 } };
static const struct string key = STRING("C");
static const int64_t one = 1, two = 2;
static const struct iface boxes[] = { { &type_string, &key }, { &type_int, &one } };

static void set_c_1_is_answered_ok_both_ways(void **state)
{
    struct conn c = open_memory(ok);
    struct reply reply;
    (void)state;
    for (int i = 0; i < 3; i++) {
        assert_int_equal(c.methods->do_values(c.self, "SET", values, 2, &reply), 0);
        assert_int_equal(reply_expect_ok(&reply), 0);
        assert_int_equal(result_expect_ok(c.methods->do_boxed(c.self, "SET", boxes, 2)), 0);
    }
    assert_null(c.methods->err(c.self));
}

static void a_wrong_byte_is_named(void **state)
{
    const struct iface wrong[] = { { &type_string, &key }, { &type_int, &two } };
    struct conn c = open_memory(ok);
    (void)state;
    assert_int_equal(result_expect_ok(c.methods->do_boxed(c.self, "SET", wrong, 2)), -EIO);
    assert_string_equal(c.methods->err(c.self),
                        "memory: sending: byte 25 of the command is '2' where '1' was expected");
}

static void a_command_too_short_is_named(void **state)
{
    static const struct string longer = STRING("*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\nX");
    struct conn c = redis_conn_init(&storage, memory_open(&peer, longer, ok), 0);
    struct reply reply;
    (void)state;
    assert_int_equal(c.methods->do_values(c.self, "SET", values, 2, &reply), -EPROTO);
    assert_string_equal(c.methods->err(c.self), "memory: waiting for a reply: a reply was awaited "
                                                "after 27 of the 28 bytes of the command");
}

static void a_pipeline_is_answered_in_order(void **state)
{
    struct conn c = open_memory(ok);
    struct reply reply;
    (void)state;
    for (int i = 0; i < 300; i++) /* more than the buffer holds */
        assert_int_equal(c.methods->send_values(c.self, "SET", values, 2), 0);
    assert_int_equal(c.methods->send_boxed(c.self, "SET", boxes, 2), 0);
    assert_int_equal(c.methods->flush(c.self), 0);
    for (int i = 0; i < 301; i++) {
        assert_int_equal(c.methods->receive(c.self, &reply), 0);
        assert_int_equal(reply_expect_ok(&reply), 0);
    }
    assert_int_equal(c.methods->receive(c.self, &reply), -EPROTO);
}

static void a_command_larger_than_the_buffer_is_refused_and_nothing_is_sent(void **state)
{
    static char big[REDIS_OUT_BYTES];
    const struct value arg = { .kind = VALUE_TEXT, .text = { big, sizeof big } };
    struct conn c = open_memory(ok);
    struct reply reply;
    (void)state;
    assert_int_equal(c.methods->do_values(c.self, "SET", &arg, 1, &reply), -EMSGSIZE);
    assert_null(c.methods->err(c.self));
    assert_int_equal(c.methods->do_values(c.self, "SET", values, 2, &reply), 0);
}

static void a_failed_box_is_out_of_memory_and_nothing_is_sent(void **state)
{
    const struct iface failed[] = { { &type_string, &key }, { &type_int, NULL } };
    struct conn c = open_memory(ok);
    (void)state;
    assert_int_equal(result_expect_ok(c.methods->do_boxed(c.self, "SET", failed, 2)), -ENOMEM);
    assert_int_equal(result_expect_ok(c.methods->do_boxed(c.self, "SET", boxes, 2)), 0);
}

static void garbage_breaks_the_connection_in_one_printable_line(void **state)
{
    static const struct string garbage = STRING(":\x1b[31m1\r\n");
    struct conn c = open_memory(garbage);
    struct reply reply;
    (void)state;
    assert_int_equal(c.methods->do_values(c.self, "SET", values, 2, &reply), -EPROTO);
    assert_string_equal(c.methods->err(c.self),
                        "memory: reading a reply: an integer that is not a number: \"?[31m1\"");
    assert_int_equal(c.methods->do_values(c.self, "SET", values, 2, &reply), -EPROTO);
    c.methods->close(c.self);
    assert_non_null(strstr(c.methods->err(c.self), "an integer that is not a number"));
}

static void an_error_of_the_server_does_not_break_the_connection(void **state)
{
    static const struct string error = STRING("-ERR x\r\n");
    struct conn c = open_memory(error);
    struct reply reply;
    (void)state;
    assert_int_equal(c.methods->do_values(c.self, "SET", values, 2, &reply), 0);
    assert_int_equal(reply.kind, REPLY_ERROR);
    assert_int_equal(reply_expect_ok(&reply), -EPROTO);
    assert_int_equal(c.methods->do_values(c.self, "SET", values, 2, &reply), 0);
    assert_null(c.methods->err(c.self));
}

static int swallow(void *self, const char *bytes, size_t len)
{
    (void)self, (void)bytes, (void)len;
    return 0;
}

static ssize_t one_byte_a_millisecond(void *self, char *bytes, size_t size)
{
    (void)self, (void)size;
    usleep(1000);
    *bytes = '+';
    return 1;
}

static void ignore(void *self)
{
    (void)self;
}

static const char *nothing(void *self)
{
    (void)self;
    return NULL;
}

/* The limit in bytes would take 16 seconds; the limit in time is a hundredth of one. */
static void a_server_that_trickles_is_given_up(void **state)
{
    static const struct transport_methods methods = { swallow, one_byte_a_millisecond, ignore,
                                                      nothing };
    struct conn c = redis_conn_init(&storage, (struct transport){ &methods, NULL, "trickle" }, 10);
    struct reply reply;
    (void)state;
    assert_int_equal(c.methods->do_values(c.self, "SET", values, 2, &reply), -ETIMEDOUT);
    assert_string_equal(c.methods->err(c.self), "trickle: reading a reply: Connection timed out");
}

static void a_closed_connection_says_so(void **state)
{
    struct conn c = open_memory(ok);
    struct reply reply;
    (void)state;
    c.methods->close(c.self);
    c.methods->close(c.self);
    assert_int_equal(c.methods->do_values(c.self, "SET", values, 2, &reply), -ENOTCONN);
    assert_string_equal(c.methods->err(c.self), "memory: using the connection: it was closed");
}

static void the_view_allocates_nothing_and_neither_does_ok(void **state)
{
    struct conn c = open_memory(ok);
    struct reply reply;
    (void)state;
    if (!hm_counting())
        skip();
    hm_counters before = hm_counters_now();
    c.methods->do_values(c.self, "SET", values, 2, &reply);
    result_free(c.methods->do_boxed(c.self, "SET", boxes, 2));
    hm_counters used = hm_counters_since(&before);
    assert_int_equal(used.allocs, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_c_1_is_answered_ok_both_ways),
        cmocka_unit_test(a_wrong_byte_is_named),
        cmocka_unit_test(a_command_too_short_is_named),
        cmocka_unit_test(a_pipeline_is_answered_in_order),
        cmocka_unit_test(a_command_larger_than_the_buffer_is_refused_and_nothing_is_sent),
        cmocka_unit_test(a_failed_box_is_out_of_memory_and_nothing_is_sent),
        cmocka_unit_test(garbage_breaks_the_connection_in_one_printable_line),
        cmocka_unit_test(an_error_of_the_server_does_not_break_the_connection),
        cmocka_unit_test(a_server_that_trickles_is_given_up),
        cmocka_unit_test(a_closed_connection_says_so),
        cmocka_unit_test(the_view_allocates_nothing_and_neither_does_ok),
    };
    return cmocka_run_group_tests_name("conn", tests, NULL, NULL);
}
