/* test_resp.c -- the encoder writes RESP, exactly, into the room it is given, and allocates
 * nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>

#include <heapmark/counters.h>

#include "common/resp.h"

static const char set_c_1[] = "*3\r\n$3\r\nSET\r\n$1\r\nC\r\n$1\r\n1\r\n";

static void set_c_1_is_27_bytes_both_ways(void **state)
{
    const struct value values[] = { value_text("C"), value_int(1) };
    const struct iface boxes[] = { box_string((struct string)STRING("C")), box_int(1) };
    char out[64];
    (void)state;
    assert_int_equal(resp_encode_values(out, sizeof out, "SET", values, 2), 27);
    assert_memory_equal(out, set_c_1, 27);
    assert_int_equal(resp_encode_boxed(out, sizeof out, "SET", boxes, 2), 27);
    assert_memory_equal(out, set_c_1, 27);
    unbox(boxes[0]);
}

static void every_room_but_the_last_is_too_small(void **state)
{
    const struct value args[] = { value_text("C"), value_int(1) };
    char out[32];
    (void)state;
    for (size_t room = 0; room < 27; room++) {
        memset(out, 'x', sizeof out);
        assert_int_equal(resp_encode_values(out, room, "SET", args, 2), -EMSGSIZE);
        for (size_t i = room; i < sizeof out; i++)
            assert_int_equal(out[i], 'x');
    }
    assert_int_equal(resp_encode_values(out, 27, "SET", args, 2), 27);
}

static void integers_are_written_as_printf_writes_them(void **state)
{
    static const int64_t values[] = { 0,  9,   10,     99,        100,       255,       256,
                                      -1, -10, 123456, INT64_MAX, INT64_MIN, -INT64_MAX };
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char digits[32], want[96], out[96];
        int len = snprintf(digits, sizeof digits, "%lld", (long long)values[i]);
        int all = snprintf(want, sizeof want, "*2\r\n$1\r\nX\r\n$%d\r\n%s\r\n", len, digits);
        struct value arg = value_int(values[i]);
        assert_int_equal(resp_encode_values(out, sizeof out, "X", &arg, 1), all);
        assert_memory_equal(out, want, all);
    }
}

static void text_may_be_long_or_empty_or_hold_any_byte(void **state)
{
    static char big[300], out[400];
    struct value args[] = { { .kind = VALUE_TEXT, .text = { big, sizeof big } },
                            { .kind = VALUE_TEXT, .text = { NULL, 0 } } };
    (void)state;
    ssize_t len = resp_encode_values(out, sizeof out, "X", args, 2);
    static const char head[] = "*3\r\n$1\r\nX\r\n$300\r\n";
    assert_int_equal(len, sizeof head - 1 + 300 + 2 + 6);
    assert_memory_equal(out, head, sizeof head - 1);
    assert_memory_equal(out + sizeof head - 1, big, 300);
    assert_memory_equal(out + len - 8, "\r\n$0\r\n\r\n", 8);
}

static void a_size_near_the_largest_does_not_wrap(void **state)
{
    struct value arg = { .kind = VALUE_TEXT, .text = { "x", SIZE_MAX } };
    char out[64];
    (void)state;
    assert_int_equal(resp_encode_values(out, sizeof out, "X", &arg, 1), -EMSGSIZE);
    arg.text.len = SIZE_MAX - 2;
    assert_int_equal(resp_encode_values(out, sizeof out, "X", &arg, 1), -EMSGSIZE);
}

static void a_box_that_cannot_be_sent_is_refused(void **state)
{
    static const struct bytes bytes = { "ab", 2, 2 };
    struct iface nil = { NULL, NULL }, failed = { &type_string, NULL };
    struct iface slice = { &type_slice, &bytes }, blob = { &type_bytes, &bytes };
    struct value unknown = { .kind = (enum value_kind)7 };
    char out[64];
    (void)state;
    assert_int_equal(resp_encode_boxed(out, sizeof out, "X", &failed, 1), -ENOMEM);
    assert_int_equal(resp_encode_boxed(out, sizeof out, "X", &slice, 1), -EINVAL);
    assert_int_equal(resp_encode_values(out, sizeof out, "X", &unknown, 1), -EINVAL);
    assert_int_equal(resp_encode_boxed(out, sizeof out, "X", &nil, 1), 17);
    assert_memory_equal(out + 11, "$0\r\n\r\n", 6);
    assert_int_equal(resp_encode_boxed(out, sizeof out, "X", &blob, 1), 19);
    assert_memory_equal(out + 11, "$2\r\nab\r\n", 8);
}

static void encoding_allocates_nothing(void **state)
{
    const struct value args[] = { value_text("C"), value_int(-1000000) };
    char out[64];
    (void)state;
    if (!hm_counting())
        skip();
    hm_counters before = hm_counters_now();
    resp_encode_values(out, sizeof out, "SET", args, 2);
    hm_counters used = hm_counters_since(&before);
    assert_int_equal(used.allocs, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_c_1_is_27_bytes_both_ways),
        cmocka_unit_test(every_room_but_the_last_is_too_small),
        cmocka_unit_test(integers_are_written_as_printf_writes_them),
        cmocka_unit_test(text_may_be_long_or_empty_or_hold_any_byte),
        cmocka_unit_test(a_size_near_the_largest_does_not_wrap),
        cmocka_unit_test(a_box_that_cannot_be_sent_is_refused),
        cmocka_unit_test(encoding_allocates_nothing),
    };
    return cmocka_run_group_tests_name("resp", tests, NULL, NULL);
}
