/* What the report says about the machine. */
#include "support/cmocka_all.h"

#include <string.h>

#include "bench/host.h"

static void system_and_processor_are_spelt_as_go_spells_them(void **state)
{
    (void)state;
#ifdef __linux__
    assert_string_equal(hm_bench_goos(), "linux");
#endif
#ifdef __x86_64__
    assert_string_equal(hm_bench_goarch(), "amd64");
#endif
#ifdef __aarch64__
    assert_string_equal(hm_bench_goarch(), "arm64");
#endif
}

static void the_processors_name_is_one_line_without_blanks_around_it(void **state)
{
    (void)state;
    char name[512] = "?";
    hm_bench_cpu_name(name, sizeof name);
    assert_null(strpbrk(name, "\n?"));
    size_t length = strlen(name);
    assert_true(length == 0 || (name[0] != ' ' && name[length - 1] != ' '));
}

static void a_small_buffer_is_not_overrun(void **state)
{
    (void)state;
    char name[4] = { 1, 1, 1, 1 };
    hm_bench_cpu_name(name, 3);
    assert_true(strlen(name) <= 2);
    assert_int_equal(name[3], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(system_and_processor_are_spelt_as_go_spells_them),
        cmocka_unit_test(the_processors_name_is_one_line_without_blanks_around_it),
        cmocka_unit_test(a_small_buffer_is_not_overrun),
    };
    return cmocka_run_group_tests_name("host", tests, NULL, NULL);
}
