/* test_known.c -- library functions are found by all their names, and by no others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "escape/base/known.h"

static void a_function_is_found_by_name_and_by_its_fortified_name(void **state)
{
    (void)state;
    assert_string_equal(escape_known_fates("strcpy"), "Ds.");
    assert_string_equal(escape_known_fates("__strcpy_chk"), "Ds.");
    assert_string_equal(escape_known_fates("__isoc99_sscanf"), ".");
    assert_string_equal(escape_known_fates("__isoc23_strtol"), "ie.");
    assert_string_equal(escape_known_fates("fopen64"), ".");
}

static void part_of_a_name_and_strange_names_find_nothing(void **state)
{
    (void)state;
    assert_null(escape_known_fates("strcp"));
    assert_null(escape_known_fates("trcpy"));
    assert_null(escape_known_fates("strlen strnlen"));
    assert_null(escape_known_fates(""));
    assert_null(
        escape_known_fates("a_name_that_is_longer_than_any_name_of_the_library_could_ever_be_0"));
}

static void the_last_letter_stands_for_all_that_follow(void **state)
{
    (void)state;
    assert_int_equal(escape_known_fate("k.", 0), ESCAPE_FATE_KEPT);
    assert_int_equal(escape_known_fate("k.", 1), ESCAPE_FATE_LOOKED_AT);
    assert_int_equal(escape_known_fate("k.", 9), ESCAPE_FATE_LOOKED_AT);
}

static void what_keeps_a_pointer_is_not_called_harmless(void **state)
{
    static const struct {
        const char *name;
        unsigned argument;
    } keepers[] = { { "putenv", 0 },         { "setvbuf", 1 },     { "strtok", 0 },
                    { "pthread_create", 3 }, { "setbuf", 1 },      { "fmemopen", 0 },
                    { "tsearch", 0 },        { "thrd_create", 2 }, { "pthread_setspecific", 1 },
                    { "open_memstream", 0 }, { "strtok_r", 0 },    { "strchr", 0 },
                    { "bsearch", 1 },        { "qsort", 0 },       { "memcpy", 0 } };
    (void)state;
    for (size_t i = 0; i < sizeof keepers / sizeof *keepers; i++) {
        const char *fates = escape_known_fates(keepers[i].name);
        assert_non_null(fates);
        if (escape_known_fate(fates, keepers[i].argument) == ESCAPE_FATE_LOOKED_AT)
            fail_msg("%s is said to look only", keepers[i].name);
    }
}

static void allocators_know_their_arguments(void **state)
{
    (void)state;
    assert_int_equal(escape_known_allocator("malloc")->size, 0);
    assert_int_equal(escape_known_allocator("calloc")->count, 0);
    assert_int_equal(escape_known_allocator("realloc")->old, 0);
    assert_int_equal(escape_known_allocator("posix_memalign")->out, 0);
    assert_int_equal(escape_known_allocator("__asprintf_chk")->out, 0);
    assert_true(escape_known_allocator("__strdup")->varies);
    assert_null(escape_known_allocator("my_malloc"));
}

static void a_function_of_another_prototype_is_not_the_library_s(void **state)
{
    (void)state;
    assert_true(escape_known_prototype("link", "ipp"));
    assert_false(escape_known_prototype("link", "vpp"));
    assert_true(escape_known_prototype("fopen64", "ppp"));
    assert_false(escape_known_prototype("fopen64", "pp"));
    assert_true(escape_known_prototype("malloc", "p."));  /* void *malloc(); */
    assert_false(escape_known_prototype("malloc", "i.")); /* int malloc(); */
    assert_true(escape_known_prototype("__sprintf_chk", "ipiip."));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_function_is_found_by_name_and_by_its_fortified_name),
        cmocka_unit_test(part_of_a_name_and_strange_names_find_nothing),
        cmocka_unit_test(the_last_letter_stands_for_all_that_follow),
        cmocka_unit_test(what_keeps_a_pointer_is_not_called_harmless),
        cmocka_unit_test(allocators_know_their_arguments),
        cmocka_unit_test(a_function_of_another_prototype_is_not_the_library_s),
    };
    return cmocka_run_group_tests_name("known", tests, NULL, NULL);
}
