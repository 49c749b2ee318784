/* test_format.c -- the conversion of each argument of a printf format. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "escape/base/format.h"

static void each_argument_has_its_conversion(void **state)
{
    const char *format = "a%%b %s|%-08.3lf|%p %hhd%n";
    (void)state;
    assert_int_equal(escape_format_conversion(format, 0), 's');
    assert_int_equal(escape_format_conversion(format, 1), 'f');
    assert_int_equal(escape_format_conversion(format, 2), 'p');
    assert_int_equal(escape_format_conversion(format, 3), 'd');
    assert_int_equal(escape_format_conversion(format, 4), 'n');
    assert_int_equal(escape_format_conversion(format, 5), '\0');
}

static void width_and_precision_take_arguments(void **state)
{
    (void)state;
    assert_int_equal(escape_format_conversion("%*.*s %m%d", 0), '*');
    assert_int_equal(escape_format_conversion("%*.*s %m%d", 1), '*');
    assert_int_equal(escape_format_conversion("%*.*s %m%d", 2), 's');
    assert_int_equal(escape_format_conversion("%*.*s %m%d", 3), 'd');
}

static void what_is_not_understood_is_not_answered(void **state)
{
    (void)state;
    assert_int_equal(escape_format_conversion("%2$s %1$p", 0), '\0');
    assert_int_equal(escape_format_conversion("", 0), '\0');
    assert_int_equal(escape_format_conversion("100 %", 0), '\0');
    assert_int_equal(escape_format_conversion("%-", 0), '\0');
    assert_int_equal(escape_format_conversion("%*", 0), '*');
    assert_int_equal(escape_format_conversion("%*", 1), '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_argument_has_its_conversion),
        cmocka_unit_test(width_and_precision_take_arguments),
        cmocka_unit_test(what_is_not_understood_is_not_answered),
    };
    return cmocka_run_group_tests_name("formats of printf", tests, NULL, NULL);
}
