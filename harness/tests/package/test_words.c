/* test_words.c -- counting words makes no block. */
#include <setjmp.h> /* these four first: cmocka.h does not include them */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <heapmark/cmocka.h>

#include "words.h"

static void counting_words_makes_no_block(void **state)
{
    (void)state;
    size_t count = 0;
    hm_assert_no_alloc()
    {
        count = words_count("SET C 1");
    }
    assert_int_equal(count, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(counting_words_makes_no_block) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
