/* test_iface.c -- a box costs what Go's box costs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <heapmark/counters.h>

#include "common/iface.h"
#include "common/value.h"

static struct iface make_minus_one(void)
{
    return box_int(-1);
}
static struct iface make_0(void)
{
    return box_int(0);
}
static struct iface make_255(void)
{
    return box_int(255);
}
static struct iface make_256(void)
{
    return box_int(256);
}
static struct iface make_empty(void)
{
    return box_string((struct string)STRING(""));
}
static struct iface make_text(void)
{
    return box_string((struct string)STRING("C"));
}
static struct iface make_old_int(void)
{
    return box_int_1_8(1);
}
static struct iface make_old_text(void)
{
    return box_string_1_8((struct string)STRING("C"));
}

static void a_box_costs_what_the_table_in_the_header_says(void **state)
{
    static const struct {
        struct iface (*make)(void);
        unsigned allocs, bytes;
    } rows[] = {
        { make_minus_one, 1, 8 }, { make_0, 0, 0 },         { make_255, 0, 0 },
        { make_256, 1, 8 },       { make_empty, 0, 0 },     { make_text, 1, 16 },
        { make_old_int, 1, 8 },   { make_old_text, 1, 16 },
    };
    (void)state;
    if (!hm_counting())
        skip();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hm_counters before = hm_counters_now();
        struct iface box = rows[i].make();
        unbox(box);
        hm_counters used = hm_counters_since(&before);
        assert_int_equal(used.allocs, rows[i].allocs);
        assert_int_equal(used.bytes, rows[i].bytes);
        assert_int_equal(used.frees, rows[i].allocs);
    }
}

static void a_box_holds_its_value(void **state)
{
    static const int64_t values[] = { INT64_MIN, -1, 0, 1, 128, 255, 256, INT64_MAX };
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct iface box = box_int(values[i]);
        assert_ptr_equal(box.type, &type_int);
        assert_true(*(const int64_t *)box.data == values[i]);
        unbox(box);
    }
}

static void nil_and_failed_boxes_may_be_given_back(void **state)
{
    struct iface nil = { NULL, NULL }, failed = { &type_int, NULL };
    (void)state;
    assert_false(box_failed(nil));
    assert_true(box_failed(failed));
    unbox(nil);
    unbox(failed);
}

static void the_sizes_are_those_of_go(void **state)
{
    (void)state;
    assert_int_equal(sizeof(struct iface), 16);
    assert_int_equal(sizeof(struct string), 16);
    assert_int_equal(sizeof(struct bytes), 24);
    assert_int_equal(sizeof(struct slice), 24);
    assert_int_equal(sizeof(struct value), 24);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_box_costs_what_the_table_in_the_header_says),
        cmocka_unit_test(a_box_holds_its_value),
        cmocka_unit_test(nil_and_failed_boxes_may_be_given_back),
        cmocka_unit_test(the_sizes_are_those_of_go),
    };
    return cmocka_run_group_tests_name("iface", tests, NULL, NULL);
}
