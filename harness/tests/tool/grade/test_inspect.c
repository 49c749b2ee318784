/* test_inspect.c -- the inspection of an object file finds forbidden calls, definitions and more.
 * The test compiles the object files itself. */
#include "support/cmocka_all.h"
#include "support/counted.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "grade/inspect.h"

static char folder[] = "/tmp/test-inspect-XXXXXX";
static struct grade_inspected in;

static void inspect(const char *source, const char *may_call, const char *may_define)
{
    char path[64], command[256], why[128];
    snprintf(path, sizeof path, "%s/a.c", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(source, file);
    fclose(file);
    snprintf(command, sizeof command, "cd %s && cc -w -O1 -fstack-usage -c a.c", folder);
    assert_int_equal(system(command), 0);
    snprintf(path, sizeof path, "%s/a.o", folder);
    assert_true(grade_inspect(path, may_call, may_define, &in, why, sizeof why));
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void calls_beyond_the_list_are_named(void **state)
{
    (void)state;
    const char *source = "int puts(const char *); int putchar(int); void *malloc(unsigned long);"
                         "void *f(void) { puts(\"a\"); putchar('x'); return malloc(3); }";
    inspect(source, "puts", "f");
    assert_string_equal(in.calls, "putchar");
    assert_string_equal(in.defines, "");
    inspect(source, "puts putchar", "");
    assert_string_equal(in.calls, "");
    assert_string_equal(in.defines, "f");
}

static void what_a_compiler_makes_of_memcmp_is_no_call_of_the_answer(void **state)
{
    (void)state;
    inspect("int made(const void *, const void *, unsigned long) __asm__(\"bcmp\");"
            "int f(const char *a, unsigned long n) { return made(a, a + n, n) == 0; }",
            "", "f");
    assert_string_equal(in.calls, "");
}

static void static_data_is_summed_and_constants_are_not(void **state)
{
    (void)state;
    inspect(
        "static char a[100]; static _Thread_local char b[20]; static const char c[50] = \"c\";"
        "char *f(int i) { a[i]++; b[i]++; return i ? a : b; } const char *g(void) { return c; }",
        "__tls_get_addr", "f g");
    assert_in_range(in.static_bytes, 120, 140);
}

static void a_constructor_runs_before_main(void **state)
{
    (void)state;
    inspect("int x; __attribute__((constructor)) static void f(void) { x = 1; }", "", "x");
    assert_true(in.before_main);
    inspect("int f(void) { return 1; }", "", "f");
    assert_false(in.before_main);
}

static void a_system_call_instruction_is_seen(void **state)
{
    (void)state;
#if defined(__x86_64__)
    inspect("void f(void) { __asm__ volatile(\"syscall\"); }", "", "f");
    assert_true(in.talks_to_kernel);
    inspect("void f(void) { __asm__ volatile(\"int $0x80\"); }", "", "f");
    assert_true(in.talks_to_kernel);
#endif
    inspect("int f(void) { return 1; }", "", "f");
    assert_false(in.talks_to_kernel);
}

static void a_frame_without_a_fixed_size_is_named(void **state)
{
    (void)state;
    char su[64], function[64];
    bool readable;
    snprintf(su, sizeof su, "%s/a.su", folder);
    inspect("int use(char *); int f(int n) { char a[n]; return use(a); }", "use", "f");
    assert_true(grade_unbounded_frame(su, function, sizeof function, &readable));
    assert_string_equal(function, "f");
    assert_true(readable);
    inspect("int use(char *); int f(void) { char a[9]; return use(a); }", "use", "f");
    assert_false(grade_unbounded_frame(su, function, sizeof function, &readable));
    assert_false(grade_unbounded_frame("/nowhere/a.su", function, sizeof function, &readable));
    assert_true(readable);
    assert_false(
        grade_unbounded_frame("/proc/self/mem/a.su", function, sizeof function, &readable));
    assert_false(readable);
}

static void what_is_no_object_file_is_refused(void **state)
{
    (void)state;
    char why[128];
    assert_false(grade_inspect("/etc/passwd", "", "", &in, why, sizeof why));
    assert_non_null(strstr(why, "/etc/passwd"));
}

int main(void)
{
    HM_NEEDS_PROGRAM("objdump");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_beyond_the_list_are_named),
        cmocka_unit_test(what_a_compiler_makes_of_memcmp_is_no_call_of_the_answer),
        cmocka_unit_test(static_data_is_summed_and_constants_are_not),
        cmocka_unit_test(a_constructor_runs_before_main),
        cmocka_unit_test(a_system_call_instruction_is_seen),
        cmocka_unit_test(a_frame_without_a_fixed_size_is_named),
        cmocka_unit_test(what_is_no_object_file_is_refused),
    };
    return cmocka_run_group_tests_name("inspect", tests, make_folder, remove_folder);
}
