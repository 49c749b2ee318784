/* cmocka.c -- heapmark/cmocka.h: a call that makes no block. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" { /* CMocka 1.1.5 does not say so itself */
#endif
#include <cmocka.h>
#ifdef __cplusplus
}
#endif
#include <heapmark/cmocka.h>

static void nothing_is_allocated(void **state)
{
    int sum = 0;
    hm_assert_no_alloc()
    {
        sum += *state == NULL;
    }
    hm_assert_allocs(hm_at_most(0))
    {
        sum++;
    }
    assert_int_equal(sum, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(nothing_is_allocated) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
