/* cmocka.c -- heapmark/cmocka.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <heapmark/cmocka.h>

#include "allocates.h"

static void a_call_stays(void **state)
{
    (void)state;
    hm_assert_no_alloc()
    {
        stays();
    }
}

static void a_call_allocates(void **state)
{
    (void)state;
    hm_assert_no_alloc()
    {
        allocates();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_stays),
        cmocka_unit_test(a_call_allocates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
