/* Putting text into a sink. */
#include "support/cmocka_all.h"

#include <errno.h>
#include <string.h>

#include "report/out.h"
#include "support/bench.h"

static struct collected got;
static hm_out out = { .write = collect, .ctx = &got };

static int reset(void **state)
{
    (void)state;
    free(got.text);
    got = (struct collected){ 0 };
    return 0;
}

static void text_longer_than_any_buffer_arrives_whole(void **state)
{
    (void)state;
    struct hm_report_pen pen = { .out = &out };
    char text[5000];
    memset(text, 'a', sizeof text);
    text[sizeof text - 1] = '\0';
    hm_report_put(&pen, "[%s]", text);
    assert_int_equal(got.length, sizeof text - 1 + 2);
    assert_int_equal(pen.error, 0);
}

static void padding_counts_columns_and_not_bytes(void **state)
{
    (void)state;
    struct hm_report_pen pen = { .out = &out };
    hm_report_put_left(&pen, "\xc2\xb1", 3);
    hm_report_put(&pen, "|");
    hm_report_put_left(&pen, "longer", 3);
    assert_string_equal(got.text, "\xc2\xb1  |longer");
}

static void long_text_is_broken_at_blanks(void **state)
{
    (void)state;
    struct hm_report_pen pen = { .out = &out };
    hm_report_put_wrapped(&pen, "one two three incomprehensibilities four", 2, 12);
    assert_string_equal(got.text, "  one two\n  three\n  incomprehensibilities\n  four\n");
}

static void nothing_wrapped_is_nothing(void **state)
{
    (void)state;
    struct hm_report_pen pen = { .out = &out };
    hm_report_put_wrapped(&pen, "", 2, 12);
    hm_report_put_wrapped(&pen, " \n ", 2, 12);
    assert_null(got.text);
}

static int writes;

static int refuse(void *ctx, const char *bytes, size_t length)
{
    (void)ctx;
    (void)bytes;
    (void)length;
    return ++writes == 2 ? ENOSPC : 0;
}

static void the_first_error_is_kept_and_nothing_is_written_after_it(void **state)
{
    (void)state;
    hm_out bad = { .write = refuse };
    struct hm_report_pen pen = { .out = &bad };
    writes = 0;
    hm_report_put(&pen, "a");
    hm_report_put(&pen, "b");
    hm_report_put(&pen, "c");
    assert_int_equal(pen.error, ENOSPC);
    assert_int_equal(writes, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(text_longer_than_any_buffer_arrives_whole, reset),
        cmocka_unit_test_setup(padding_counts_columns_and_not_bytes, reset),
        cmocka_unit_test_setup(long_text_is_broken_at_blanks, reset),
        cmocka_unit_test_setup(nothing_wrapped_is_nothing, reset),
        cmocka_unit_test(the_first_error_is_kept_and_nothing_is_written_after_it),
    };
    return cmocka_run_group_tests_name("out", tests, NULL, reset);
}
