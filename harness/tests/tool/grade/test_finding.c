/* test_finding.c -- a sanitizer's report becomes one line with a place in the answer. The line
 * is the same in every run. */
#include "support/cmocka_all.h"

#include "grade/finding.h"

static void expect(const char *output, const char *line)
{
    char text[360];
    assert_true(grade_finding(output, "mine/01_vec3.c", text, sizeof text));
    assert_string_equal(text, line);
}

static void address_sanitizer_is_read(void **state)
{
    (void)state;
    expect("==7==ERROR: AddressSanitizer: stack-use-after-scope on address 0x7f8e at pc 0x5588\n"
           "READ of size 8 at 0x7f8e thread T0\n"
           "    #0 0x5588 in memcpy (/lib/libasan.so.8+0x1)\n"
           "    #1 0x5588 in vec3_sum /tmp/heapmark-x/mine/01_vec3.c:12:9\n"
           "    #2 0x5588 in add mine/01_vec3.c:4\n",
           "ERROR: AddressSanitizer: stack-use-after-scope, at mine/01_vec3.c:12");
    expect("==7==ERROR: AddressSanitizer: SEGV on unknown address 0x00 (pc 0x55 bp 0x7f T0)\n",
           "ERROR: AddressSanitizer: SEGV on unknown address");
    expect("==7==ERROR: AddressSanitizer: attempting double-free on 0x602 in thread T0:\n",
           "ERROR: AddressSanitizer: attempting double-free");
    expect("==7==ERROR: AddressSanitizer: attempting free on address which was not malloc()-ed: "
           "0x7f in thread T0\n",
           "ERROR: AddressSanitizer: attempting free on address which was not malloc()-ed");
}

static void thread_sanitizer_is_read(void **state)
{
    (void)state;
    expect("==================\nWARNING: ThreadSanitizer: data race (pid=42)\n"
           "  Write of size 8 at 0x5588 by thread T2:\n"
           "    #0 add mine/01_vec3.c:8 (tsan+0x1234)\n",
           "WARNING: ThreadSanitizer: data race, at mine/01_vec3.c:8");
}

static void undefined_behaviour_is_read(void **state)
{
    (void)state;
    expect("mine/01_vec3.c:9:14: runtime error: load of null pointer of type 'int'\n",
           "runtime error: load of null pointer of type 'int', at mine/01_vec3.c:9");
    expect("mine/01_vec3.c:9:14: runtime error: load of misaligned address 0x7ff1 for type 'int'\n",
           "runtime error: load of misaligned address, at mine/01_vec3.c:9");
}

static void a_place_in_another_file_is_not_the_students(void **state)
{
    (void)state;
    expect("==7==ERROR: AddressSanitizer: SEGV on unknown address 0x00\n"
           "    #0 0x5588 in op /x/not_mine/01_vec3.c:3\n    #1 0x1 in main /x/check.c:9\n",
           "ERROR: AddressSanitizer: SEGV on unknown address");
}

static void a_sanitizer_that_does_not_start_is_read(void **state)
{
    (void)state;
    expect("FATAL: ThreadSanitizer: unexpected memory mapping 0x5f0-0x5f1\n",
           "FATAL: ThreadSanitizer: unexpected memory mapping");
}

static void nothing_is_found_in_silence(void **state)
{
    (void)state;
    char text[32];
    assert_false(grade_finding("", "mine/01_vec3.c", text, sizeof text));
    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(address_sanitizer_is_read),
        cmocka_unit_test(thread_sanitizer_is_read),
        cmocka_unit_test(undefined_behaviour_is_read),
        cmocka_unit_test(a_place_in_another_file_is_not_the_students),
        cmocka_unit_test(a_sanitizer_that_does_not_start_is_read),
        cmocka_unit_test(nothing_is_found_in_silence),
    };
    return cmocka_run_group_tests_name("grade_finding", tests, NULL, NULL);
}
