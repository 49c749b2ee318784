/* test_strpool.c -- each distinct string is stored once and has a number, also if one begins like
 * another. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "support/cmocka_all.h"

#include "text/strpool.h"

static void equal_strings_are_one_and_keep_their_number(void **state)
{
    (void)state;
    struct text_strpool pool = { 0 };
    bool added;
    assert_int_equal(text_strpool_id(&pool, "impl", 4, &added), 0);
    assert_true(added);
    assert_int_equal(text_strpool_id(&pool, "net", 3, &added), 1);
    assert_int_equal(text_strpool_id(&pool, "implicit", 4, &added), 0);
    assert_false(added);
    assert_ptr_equal(text_strpool_put(&pool, "net", 3), pool.strings[1]);
    assert_int_equal(text_strpool_id(&pool, "", 0, &added), 2);
    text_strpool_done(&pool);
}

/* With so many strings, some that begin with the wanted one share its slot in the table. */
static void ten_thousand_prefixes_of_each_other_stay_apart(void **state)
{
    (void)state;
    struct text_strpool pool = { 0 };
    char text[16];
    for (int round = 0; round < 2; round++)
        for (unsigned i = 10000; i-- > 0;) {
            snprintf(text, sizeof text, "%u", i);
            assert_int_equal(text_strpool_id(&pool, text, strlen(text), NULL), 9999 - i);
        }
    assert_int_equal(pool.n, 10000);
    text_strpool_done(&pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_strings_are_one_and_keep_their_number),
        cmocka_unit_test(ten_thousand_prefixes_of_each_other_stay_apart),
    };
    return cmocka_run_group_tests_name("strpool", tests, NULL, NULL);
}
