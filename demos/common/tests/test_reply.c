/* test_reply.c -- the reply reader shows what came, waits for what has not, and refuses the rest.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "common/reply.h"

enum { LIMIT = 1024 };

static int64_t read_all(const char *text, struct reply *reply)
{
    char why[REPLY_WHY_BYTES];
    return reply_read(text, strlen(text), LIMIT, reply, why);
}

static void expect(const char *text, enum reply_kind kind)
{
    struct reply reply;
    assert_int_equal(read_all(text, &reply), strlen(text));
    assert_int_equal(reply.kind, kind);
}

static void all_five_types_are_read(void **state)
{
    struct reply reply;
    (void)state;
    expect("+\r\n", REPLY_STATUS);
    expect("-ERR x\r\n", REPLY_ERROR);
    expect("$-1\r\n", REPLY_NIL);
    expect("*-1\r\n", REPLY_NIL);
    expect("$0\r\n\r\n", REPLY_BULK);
    expect("*0\r\n", REPLY_ARRAY);
    assert_int_equal(read_all("+OK\r\n", &reply), 5);
    assert_true(reply_is(&reply, "OK"));
    assert_false(reply_is(&reply, "O"));
    assert_false(reply_is(&reply, "OKK"));
    assert_int_equal(read_all("$4\r\na\r\nb\r\n", &reply), 10);
    assert_true(reply_is(&reply, "a\r\nb"));
    assert_int_equal(read_all(":-9223372036854775808\r\n", &reply), 23);
    assert_true(reply.integer == INT64_MIN);
    assert_int_equal(read_all(":9223372036854775807\r\n", &reply), 22);
    assert_true(reply.integer == INT64_MAX);
}

static void ok_and_pong_are_ready_made_and_the_same_as_read(void **state)
{
    const char sent[] = "+OK\r\n+PONG\r\n";
    struct reply ok, pong;
    char why[REPLY_WHY_BYTES];
    (void)state;
    assert_int_equal(reply_read(sent, sizeof sent - 1, 1024, &ok, why), 5);
    assert_int_equal(reply_read(sent + 5, sizeof sent - 6, 1024, &pong, why), 7);
    assert_int_equal(ok.kind, REPLY_STATUS);
    assert_true(reply_is(&ok, "OK") && reply_is(&pong, "PONG"));
    assert_false(ok.text.at > sent && ok.text.at < sent + sizeof sent);
    assert_int_equal(reply_read("+OK\r\n", 5, 4, &ok, why), -EMSGSIZE);
    assert_int_equal(reply_read("+PONG\r", 6, 1024, &pong, why), 0);
}

static void an_error_is_not_the_text_that_it_carries(void **state)
{
    struct reply reply;
    (void)state;
    read_all("-OK\r\n", &reply);
    assert_false(reply_is(&reply, "OK"));
}

static void what_follows_a_reply_is_left_alone(void **state)
{
    struct reply reply;
    (void)state;
    assert_int_equal(read_all("+OK\r\n+PONG\r\n", &reply), 5);
}

static void the_elements_of_an_array_come_one_by_one(void **state)
{
    struct reply outer, inner, element;
    (void)state;
    read_all("*3\r\n*2\r\n:1\r\n$1\r\na\r\n$-1\r\n+x\r\n", &outer);
    assert_int_equal(outer.count, 3);
    assert_true(reply_next(&outer, &inner));
    assert_int_equal(inner.count, 2);
    assert_true(reply_next(&inner, &element));
    assert_int_equal(element.integer, 1);
    assert_true(reply_next(&inner, &element));
    assert_true(reply_is(&element, "a"));
    assert_false(reply_next(&inner, &element));
    assert_true(reply_next(&outer, &element));
    assert_int_equal(element.kind, REPLY_NIL);
    assert_true(reply_next(&outer, &element));
    assert_true(reply_is(&element, "x"));
    assert_false(reply_next(&outer, &element));
}

static void every_beginning_of_a_reply_asks_for_more(void **state)
{
    static const char *whole[] = {
        "+OK\r\n",   ":12\r\n", "$3\r\nabc\r\n", "$-1\r\n", "*2\r\n*1\r\n$1\r\na\r\n:7\r\n",
        "-ERR x\r\n"
    };
    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        for (size_t len = 0; len < strlen(whole[i]); len++) {
            struct reply reply;
            char why[REPLY_WHY_BYTES];
            assert_int_equal(reply_read(whole[i], len, LIMIT, &reply, why), 0);
        }
    }
}

static void refuse(const char *text, int code, const char *clause)
{
    struct reply reply;
    char why[REPLY_WHY_BYTES] = "";
    assert_int_equal(reply_read(text, strlen(text), LIMIT, &reply, why), code);
    assert_string_equal(why, clause);
}

static void what_is_not_resp_is_refused_with_a_reason(void **state)
{
    (void)state;
    refuse("HTTP/1.1 400 Bad Request\r\n", -EPROTO, "a reply that starts with 'H'");
    refuse("\x01", -EPROTO, "a reply that starts with byte 0x01");
    refuse("\n", -EPROTO, "a reply that starts with byte 0x0a");
    refuse("+OK\n", -EPROTO, "a line that ends in \\n without \\r");
    refuse(":\r\n", -EPROTO, "an integer that is not a number: \"\"");
    refuse(":-\r\n", -EPROTO, "an integer that is not a number: \"-\"");
    refuse(":1x\r\n", -EPROTO, "an integer that is not a number: \"1x\"");
    refuse(":9223372036854775808\r\n", -EPROTO,
           "an integer that is not a number: \"9223372036854775808\"");
    refuse(":18446744073709551617\r\n", -EPROTO,
           "an integer that is not a number: \"18446744073709551617\"");
    refuse("$-2\r\n", -EPROTO, "a length that is not a number: \"-2\"");
    refuse("*x\r\n", -EPROTO, "a length that is not a number: \"x\"");
    refuse("$1\r\nabc", -EPROTO, "a bulk string that is not followed by \\r\\n");
    refuse("*2\r\n:1\r\nx", -EPROTO, "a reply that starts with 'x'");
}

static void what_is_too_large_is_refused_by_its_header(void **state)
{
    (void)state;
    refuse("$1073741824\r\n", -EMSGSIZE,
           "a bulk string of 1073741824 bytes, over the limit of 1024");
    refuse("$9223372036854775807\r\n", -EMSGSIZE,
           "a bulk string of 9223372036854775807 bytes, over the limit of 1024");
    refuse("*1000000000\r\n", -EMSGSIZE,
           "an array of 1000000000 elements, over the limit of 1024 bytes");
    refuse("*9223372036854775807\r\n", -EMSGSIZE,
           "an array of 9223372036854775807 elements, over the limit of 1024 bytes");
}

static void a_reply_that_cannot_end_within_the_limit_is_refused(void **state)
{
    static char line[LIMIT + 1];
    struct reply reply;
    char why[REPLY_WHY_BYTES];
    (void)state;
    memset(line, '+', LIMIT);
    assert_int_equal(reply_read(line, LIMIT - 1, LIMIT, &reply, why), 0);
    assert_int_equal(reply_read(line, LIMIT, LIMIT, &reply, why), -EMSGSIZE);
    assert_int_equal(reply_read("*2\r\n:1\r\n", 8, 10, &reply, why), -EMSGSIZE);
    assert_int_equal(reply_read("*2\r\n+\r\n", 7, 10, &reply, why), 0);
}

static void a_reply_is_described_in_printable_text(void **state)
{
    static const char *rows[][2] = {
        { "-ERR \x1b[31mred\x7f\xc3\r\n", "ERR ?[31mred??" },
        { ":-7\r\n", "-7" },
        { "$-1\r\n", "nil" },
        { "*2\r\n:1\r\n:2\r\n", "an array of 2" },
        { "$0\r\n\r\n", "" },
    };
    struct reply reply;
    char text[32];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        read_all(rows[i][0], &reply);
        reply_describe(&reply, text, sizeof text);
        assert_string_equal(text, rows[i][1]);
    }
    read_all("+0123456789\r\n", &reply);
    reply_describe(&reply, text, 4);
    assert_string_equal(text, "012");
}

static void nesting_is_limited(void **state)
{
    static const char nested[] = "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n";
    struct reply reply;
    (void)state;
    assert_int_equal(read_all(nested + 4, &reply), strlen(nested + 4));
    refuse(nested, -EMSGSIZE, "arrays nested more than 8 deep");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_five_types_are_read),
        cmocka_unit_test(ok_and_pong_are_ready_made_and_the_same_as_read),
        cmocka_unit_test(an_error_is_not_the_text_that_it_carries),
        cmocka_unit_test(what_follows_a_reply_is_left_alone),
        cmocka_unit_test(the_elements_of_an_array_come_one_by_one),
        cmocka_unit_test(every_beginning_of_a_reply_asks_for_more),
        cmocka_unit_test(what_is_not_resp_is_refused_with_a_reason),
        cmocka_unit_test(what_is_too_large_is_refused_by_its_header),
        cmocka_unit_test(a_reply_that_cannot_end_within_the_limit_is_refused),
        cmocka_unit_test(a_reply_is_described_in_printable_text),
        cmocka_unit_test(nesting_is_limited),
    };
    return cmocka_run_group_tests_name("reply", tests, NULL, NULL);
}
