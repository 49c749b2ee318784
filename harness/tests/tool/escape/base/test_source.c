/* test_source.c -- the C text of a call at a given place, up to the end of the call. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "escape/base/arena.h"
#include "escape/base/source.h"

#define FILE_NAME "source_text.c"

static const char text[] = "x = malloc(sizeof *b);\n"
                           "r = c->ops[i].do_ (c, \")\", b);\n"
                           "b = NEW;\n"
                           "b = (*fn)(1,\n"
                           "          2) + 3;\n"
                           "last = f(";

static int write_text(void **state)
{
    (void)state;
    FILE *file = fopen(FILE_NAME, "w");
    if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0)
        return -1;
    return 0;
}

static int remove_text(void **state)
{
    (void)state;
    return unlink(FILE_NAME);
}

static void a_call_ends_at_its_closing_bracket(void **state)
{
    (void)state;
    assert_string_equal(escape_source_call(FILE_NAME, 1, 5), "malloc(sizeof *b)");
    assert_string_equal(escape_source_call(FILE_NAME, 2, 5), "c->ops[i].do_ (c, \")\", b)");
    assert_string_equal(escape_source_call(FILE_NAME, 3, 5), "NEW");
    assert_string_equal(escape_source_call(FILE_NAME, 4, 5), "(*fn)(1, 2)");
}

static void the_callee_ends_before_its_arguments(void **state)
{
    (void)state;
    assert_string_equal(escape_source_callee(FILE_NAME, 2, 5), "c->ops[i].do_");
    assert_string_equal(escape_source_callee(FILE_NAME, 4, 5), "(*fn)");
}

static void places_that_are_not_there_have_no_text(void **state)
{
    (void)state;
    assert_null(escape_source_call(FILE_NAME, 0, 1));
    assert_null(escape_source_call(FILE_NAME, 99, 1));
    assert_null(escape_source_call(FILE_NAME, 1, 99));
    assert_null(escape_source_call("no_such_file.c", 1, 1));
    assert_string_equal(escape_source_call(FILE_NAME, 6, 8), "f"); /* cut in the middle */
}

static void a_word_is_found_whole(void **state)
{
    (void)state;
    unsigned line = 1;
    assert_int_equal(escape_source_find(FILE_NAME, &line, 1, 4, "fn"), 7);
    assert_int_equal(line, 4);
    line = 1;
    assert_int_equal(escape_source_find(FILE_NAME, &line, 1, 6, "mallo"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_ends_at_its_closing_bracket),
        cmocka_unit_test(the_callee_ends_before_its_arguments),
        cmocka_unit_test(places_that_are_not_there_have_no_text),
        cmocka_unit_test(a_word_is_found_whole),
    };
    int failed = cmocka_run_group_tests_name("source", tests, write_text, remove_text);
    escape_arena_release();
    return failed;
}
