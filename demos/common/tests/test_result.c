/* test_result.c -- a boxed reply costs what redigo's costs, and everything is given back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include <heapmark/counters.h>
#include <heapmark/fail.h>

#include "common/result.h"

static struct result box(const char *text)
{
    struct reply reply;
    char why[REPLY_WHY_BYTES];
    assert_int_equal(reply_read(text, strlen(text), 1024, &reply, why), strlen(text));
    return result_box(&reply);
}

static void a_reply_costs_what_redigo_pays_for_it(void **state)
{
    static const struct {
        const char *text;
        unsigned allocs, bytes;
    } rows[] = {
        { "+OK\r\n", 0, 0 },      { "+PONG\r\n", 0, 0 },
        { "+QUEUED\r\n", 2, 22 }, { ":1\r\n", 0, 0 },
        { ":255\r\n", 0, 0 },     { ":1000\r\n", 1, 8 },
        { "$-1\r\n", 0, 0 },      { "$1\r\nx\r\n", 2, 25 },
        { "$0\r\n\r\n", 1, 24 },  { "-ERR x\r\n", 3, 37 },
        { "*-1\r\n", 0, 0 },      { "*2\r\n$1\r\na\r\n$1\r\nb\r\n", 6, 106 },
        { "*0\r\n", 1, 24 },      { "*1\r\n*1\r\n:1000\r\n", 5, 88 },
    };
    (void)state;
    if (!hm_counting())
        skip();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct reply reply;
        char why[REPLY_WHY_BYTES];
        reply_read(rows[i].text, strlen(rows[i].text), 1024, &reply, why);
        hm_counters before = hm_counters_now();
        result_free(result_box(&reply));
        hm_counters used = hm_counters_since(&before);
        assert_int_equal(used.allocs, rows[i].allocs);
        assert_int_equal(used.bytes, rows[i].bytes);
        assert_int_equal(used.frees, rows[i].allocs);
    }
}

static void a_boxed_reply_outlives_the_buffer_it_came_from(void **state)
{
    char text[] = "$3\r\nabc\r\n", why[REPLY_WHY_BYTES];
    struct reply reply;
    (void)state;
    reply_read(text, strlen(text), 1024, &reply, why);
    struct result result = result_box(&reply);
    memset(text, 'x', sizeof text);
    const struct bytes *bytes = result.reply.data;
    assert_ptr_equal(result.reply.type, &type_bytes);
    assert_int_equal(bytes->len, 3);
    assert_memory_equal(bytes->at, "abc", 3);
    result_free(result);
}

static void an_array_keeps_its_order_and_its_nils(void **state)
{
    struct result result = box("*3\r\n:1\r\n$-1\r\n+x\r\n");
    (void)state;
    const struct slice *slice = result.reply.data;
    assert_int_equal(slice->len, 3);
    assert_int_equal(*(const int64_t *)slice->at[0].data, 1);
    assert_null(slice->at[1].type);
    assert_ptr_equal(slice->at[2].type, &type_string);
    result_free(result);
}

static void an_error_is_reply_and_err_at_once(void **state)
{
    struct result result = box("-ERR x\r\n");
    (void)state;
    assert_ptr_equal(result.reply.type, &type_error);
    assert_ptr_equal(result.err.type, &type_error);
    const struct string *text = result.err.data;
    assert_memory_equal(text->at, "ERR x", 5);
    result_free(result);
}

static void every_failing_allocation_is_reported_and_leaks_nothing(void **state)
{
    static const char *texts[] = { "+QUEUED\r\n", ":1000\r\n", "$1\r\nx\r\n", "-ERR x\r\n",
                                   "*3\r\n*2\r\n$1\r\na\r\n:1000\r\n+x\r\n$2\r\nbc\r\n" };
    (void)state;
    if (!hm_counting())
        skip();
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        bool reached = true;
        for (uint64_t n = 1; reached; n++) {
            struct reply reply;
            char why[REPLY_WHY_BYTES];
            reply_read(texts[i], strlen(texts[i]), 1024, &reply, why);
            hm_counters before = hm_counters_now();
            hm_fail_at(n);
            struct result result = result_box(&reply);
            reached = !hm_fail_disarm();
            bool failed = result.err.type == &type_fault;
            result_free(result);
            hm_counters used = hm_counters_since(&before);
            assert_int_equal(failed, reached);
            assert_int_equal(used.allocs, used.frees);
        }
    }
}

static void only_ok_is_ok(void **state)
{
    static const struct string fault = STRING("closed");
    (void)state;
    assert_int_equal(result_expect_ok(box("+OK\r\n")), 0);
    assert_int_equal(result_expect_ok(box("+KO\r\n")), -EPROTO);
    assert_int_equal(result_expect_ok(box("$2\r\nOK\r\n")), -EPROTO);
    assert_int_equal(result_expect_ok(box("-OK\r\n")), -EPROTO);
    assert_int_equal(result_expect_ok(box("$-1\r\n")), -EPROTO);
    assert_int_equal(result_expect_ok(result_fault(&fault)), -EIO);
    assert_int_equal(result_expect_ok(result_no_memory()), -ENOMEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reply_costs_what_redigo_pays_for_it),
        cmocka_unit_test(a_boxed_reply_outlives_the_buffer_it_came_from),
        cmocka_unit_test(an_array_keeps_its_order_and_its_nils),
        cmocka_unit_test(an_error_is_reply_and_err_at_once),
        cmocka_unit_test(every_failing_allocation_is_reported_and_leaks_nothing),
        cmocka_unit_test(only_ok_is_ok),
    };
    return cmocka_run_group_tests_name("result", tests, NULL, NULL);
}
