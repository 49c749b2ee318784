/* test_o2.c -- the calls that are left are found in the assembly of both compilers. */
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
#include "escape/o2.h"

static const char *const symbols[] = { "malloc", "calloc", NULL };

static const char gcc_text[] = "\t.file\t\"a.c\"\n"
                               "\t.file 1 \"src/a.c\"\n"
                               "f:\n"
                               "\t.loc 1 4 40 view .LVU10\n"
                               "\tcall\tmalloc@PLT\n"
                               "\t.loc 1 5 28 is_stmt 0 view .LVU17\n"
                               "\tjmp\tcalloc@PLT\n"
                               "\tcall\tmy_malloc@PLT\n"
                               "\t.quad\tmalloc\n"
                               "\t.ident\t\"GCC: (Debian 12.2.0-14) 12.2.0\"\n";

static const char clang_text[] = "\t.file\t1 \"/dir\" \"src/a.c\" md5 0x01\n"
                                 "f:                       # @malloc\n"
                                 "\t.loc\t1 4 0                           # src/a.c:4:0\n"
                                 "\t.loc\t1 4 40 prologue_end\n"
                                 "\tcallq\tmalloc@PLT\n"
                                 "\tmovl\t$1, %eax         # calloc\n"
                                 "\t.ident\t\"Debian clang version 14.0.6\"\n";

static const char *ask(const char *text, unsigned line, unsigned column, bool alone)
{
    struct escape_o2 o2 = { 0 };
    escape_o2_read(text, symbols, &o2);
    return escape_o2_ask(&o2, (struct escape_place){ "elsewhere/src/a.c", line, column }, alone);
}

static void a_call_is_found_where_the_line_directive_says(void **state)
{
    (void)state;
    assert_string_equal(ask(gcc_text, 4, 40, true), "kept");
    assert_string_equal(ask(gcc_text, 5, 28, true), "kept"); /* a tail call is a jump */
    assert_string_equal(ask(clang_text, 4, 40, true), "kept");
}

static void a_call_that_is_not_there_is_deleted(void **state)
{
    (void)state;
    assert_string_equal(ask(gcc_text, 7, 1, true), "deleted");
    assert_string_equal(ask(clang_text, 5, 28, true), "deleted"); /* named in a comment only */
}

static void two_calls_on_a_line_are_told_apart_by_column(void **state)
{
    (void)state;
    assert_string_equal(ask(gcc_text, 4, 40, false), "kept");
    assert_string_equal(ask(gcc_text, 4, 60, false), "deleted");
}

static void names_and_data_that_only_look_alike_do_not_count(void **state)
{
    (void)state;
    struct escape_o2 o2 = { 0 };
    escape_o2_read(gcc_text, symbols, &o2);
    assert_int_equal(o2.count, 2);
    assert_string_equal(o2.version, "gcc 12.2.0");
    struct escape_o2 other = { 0 };
    escape_o2_read(clang_text, symbols, &other);
    assert_int_equal(other.count, 1);
    assert_string_equal(other.version, "clang 14.0.6");
}

static void a_call_without_its_line_makes_the_answer_unknown(void **state)
{
    (void)state;
    assert_string_equal(ask("\t.file 1 \"a.c\"\n\t.loc 1 0 0\n\tcall malloc\n"
                            "\t.ident \"GCC: (GNU) 13.1.0\"\n",
                            4, 40, true),
                        "unknown");
    assert_string_equal(ask("", 4, 40, true), "unknown"); /* no assembly */
}

static void names_of_files_are_unescaped(void **state)
{
    (void)state;
    struct escape_o2 o2 = { 0 };
    escape_o2_read("\t.file 1 \"\\303\\274.c\"\n\t.loc 1 4 4\n\tcall malloc\n"
                   "\t.file 2 \"/dir\" \"qu\\\"o#te.c\"\n\t.loc 2 4 4\n\tcall malloc\n"
                   "\t.file 3 \"back\\\\slash.c\" md5 0x01\n\t.loc 3 4 4\n\tcall malloc\n"
                   "\t.file 4 \"tab\\tx\\0111.c\"\n\t.loc 4 4 4\n\tcall malloc\n"
                   "\t.ident \"GCC: (GNU) 13.1.0\"\n",
                   symbols, &o2);
    static const char *const names[] = { "\xc3\xbc.c", "qu\"o#te.c", "back\\slash.c",
                                         "tab\tx\t1.c" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_string_equal(escape_o2_ask(&o2, (struct escape_place){ names[i], 4, 4 }, true),
                            "kept");
}

static void the_files_that_the_assembly_names_are_known(void **state)
{
    (void)state;
    struct escape_o2 o2 = { 0 };
    escape_o2_read(gcc_text, symbols, &o2);
    assert_true(escape_o2_names(&o2, "elsewhere/a.c"));
    assert_false(escape_o2_names(&o2, "b.c"));
    struct escape_o2 nothing_left = { 0 };
    escape_o2_read("\t.file \"b.c\"\n", symbols, &nothing_left);
    assert_true(escape_o2_names(&nothing_left, "b.c"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_is_found_where_the_line_directive_says),
        cmocka_unit_test(a_call_that_is_not_there_is_deleted),
        cmocka_unit_test(two_calls_on_a_line_are_told_apart_by_column),
        cmocka_unit_test(names_and_data_that_only_look_alike_do_not_count),
        cmocka_unit_test(a_call_without_its_line_makes_the_answer_unknown),
        cmocka_unit_test(names_of_files_are_unescaped),
        cmocka_unit_test(the_files_that_the_assembly_names_are_known),
    };
    int failed = cmocka_run_group_tests_name("o2", tests, NULL, NULL);
    escape_arena_release();
    return failed;
}
