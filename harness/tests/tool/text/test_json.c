/* test_json.c -- text that is not UTF-8, numbers that are not finite, and what was lost. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "support/cmocka_all.h"

#include "text/json.h"

static void a_string_keeps_all_that_json_can_hold(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
    } cases[] = { { "1.718µ", "1.718µ" }, { "caf\xe9 ±", "caf? ±" }, { "", "" } };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        json_t *string = text_json_string(cases[i].from);
        assert_string_equal(json_string_value(string), cases[i].to);
        json_decref(string);
    }
    assert_true(json_is_null(text_json_string(NULL)));
}

static void a_number_that_is_not_finite_is_null(void **state)
{
    (void)state;
    assert_true(json_is_null(text_json_real(NAN)));
    assert_true(json_is_null(text_json_real(INFINITY)));
    json_t *half = text_json_real(0.5);
    assert_true(json_real_value(half) == 0.5);
    json_decref(half);
}

static void what_was_filled_is_written_with_a_newline(void **state)
{
    (void)state;
    char out[64] = "";
    FILE *to = fmemopen(out, sizeof out, "w");
    json_t *root = json_object(), *list = json_array();
    text_json_begin();
    text_json_add(list, json_integer(1));
    text_json_put(root, "list", list);
    assert_true(text_json_write(to, root, JSON_COMPACT));
    fclose(to);
    assert_string_equal(out, "{\"list\":[1]}\n");
}

static void a_value_that_could_not_be_made_leaves_nothing_written(void **state)
{
    (void)state;
    char out[64] = "";
    FILE *to = fmemopen(out, sizeof out, "w");
    json_t *root = json_object();
    text_json_begin();
    text_json_put(root, "lost", NULL);
    errno = 0;
    assert_false(text_json_write(to, root, JSON_COMPACT));
    assert_int_equal(errno, ENOMEM);
    fclose(to);
    assert_string_equal(out, "");
    text_json_begin();
}

static void a_stream_that_takes_nothing_is_an_error(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    text_json_begin();
    assert_false(text_json_write(full, json_object(), JSON_COMPACT));
    assert_int_equal(errno, ENOSPC);
    fclose(full);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_keeps_all_that_json_can_hold),
        cmocka_unit_test(a_number_that_is_not_finite_is_null),
        cmocka_unit_test(what_was_filled_is_written_with_a_newline),
        cmocka_unit_test(a_value_that_could_not_be_made_leaves_nothing_written),
        cmocka_unit_test(a_stream_that_takes_nothing_is_an_error),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
