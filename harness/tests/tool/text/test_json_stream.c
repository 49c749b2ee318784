/* test_json_stream.c -- a document written value by value has the bytes of one that is written as a
 * whole, and a loss is noticed. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/cmocka_all.h"

#include "text/json_stream.h"

static json_t *value(void)
{
    return json_pack("{s:s, s:[i, {}, []], s:n}", "a\n\"", "line\nand \xc3\xa4", "list", 1, "none");
}

static void the_bytes_are_those_of_one_dump(void **state)
{
    (void)state;
    char *whole, *streamed;
    size_t length;
    FILE *to = open_memstream(&whole, &length);
    assert_true(text_json_write(to,
                                json_pack("{s:s, s:{}, s:[], s:[o, {s:o}, i]}", "k\"", "v", "empty",
                                          "nothing", "all", value(), "deep", value(), 7),
                                JSON_INDENT(2)));
    fclose(to);
    to = open_memstream(&streamed, &length);
    struct text_json_stream s;
    text_json_stream_begin(&s, to);
    text_json_stream_object(&s, NULL);
    text_json_stream_put(&s, "k\"", json_string("v"));
    text_json_stream_object(&s, "empty");
    text_json_stream_close(&s, '}');
    text_json_stream_array(&s, "nothing");
    text_json_stream_close(&s, ']');
    text_json_stream_array(&s, "all");
    text_json_stream_put(&s, NULL, value());
    text_json_stream_object(&s, NULL);
    text_json_stream_put(&s, "deep", value());
    text_json_stream_close(&s, '}');
    text_json_stream_put(&s, NULL, json_integer(7));
    text_json_stream_close(&s, ']');
    text_json_stream_close(&s, '}');
    assert_true(text_json_stream_end(&s));
    fclose(to);
    assert_string_equal(streamed, whole);
    free(streamed);
    free(whole);
}

static void a_value_that_could_not_be_made_is_a_loss(void **state)
{
    (void)state;
    FILE *to = fopen("/dev/null", "w");
    assert_non_null(to);
    for (int within = 0; within < 2; within++) {
        struct text_json_stream s;
        json_t *inner = json_object();
        text_json_stream_begin(&s, to);
        if (within)
            text_json_put(inner, "lost", NULL);
        text_json_stream_array(&s, NULL);
        text_json_stream_put(&s, NULL, within ? json_incref(inner) : NULL);
        text_json_stream_close(&s, ']');
        errno = 0;
        assert_false(text_json_stream_end(&s));
        assert_int_equal(errno, ENOMEM);
        json_decref(inner);
    }
    fclose(to);
}

static void a_full_disk_is_noticed(void **state)
{
    (void)state;
    FILE *to = fopen("/dev/full", "w");
    assert_non_null(to);
    struct text_json_stream s;
    text_json_stream_begin(&s, to);
    text_json_stream_array(&s, NULL);
    text_json_stream_close(&s, ']');
    assert_false(text_json_stream_end(&s));
    assert_int_equal(errno, ENOSPC);
    fclose(to);
}

static void a_row_is_one_line(void **state)
{
    (void)state;
    char *text;
    size_t length;
    struct text_json_stream s;
    text_json_stream_begin(&s, open_memstream(&text, &length));
    assert_non_null(s.to);
    text_json_stream_array(&s, NULL);
    text_json_stream_row(&s, NULL, json_pack("{s:s, s:[i, i]}", "a", "x\n", "b", 1, 2));
    text_json_stream_row(&s, NULL, json_integer(3));
    text_json_stream_close(&s, ']');
    assert_true(text_json_stream_end(&s));
    fclose(s.to);
    assert_string_equal(text, "[\n  {\"a\": \"x\\n\", \"b\": [1, 2]},\n  3\n]\n");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_one_line),
        cmocka_unit_test(the_bytes_are_those_of_one_dump),
        cmocka_unit_test(a_value_that_could_not_be_made_is_a_loss),
        cmocka_unit_test(a_full_disk_is_noticed),
    };
    return cmocka_run_group_tests_name("text/json_stream", tests, NULL, NULL);
}
