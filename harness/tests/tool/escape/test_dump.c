/* test_dump.c -- the calls that are left are found in what gcc wrote, and asked for by place. */
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
#include "escape/dump.h"
#include "escape/o2.h"

static const char *const symbols[] = { "malloc", "calloc", NULL };

#define FILE_LINE "\t.file\t\"a.c\"\n"
#define IDENT     "\t.ident\t\"GCC: (Debian 12.2.0-14) 12.2.0\"\n"

static const char text[] =
    FILE_LINE "\n;; Function f (f, funcdef_no=22, decl_uid=3160, cgraph_uid=23)\n\n"
              "void * f (int n, int malloc)\n{\n"
              "  [src/a.c:4:40] _5 = malloc (_1); [tail call]\n"
              "  [src/a.c:5:28 discrim 2] [src/a.c:5:4] *q_1 = calloc ([src/a.c:5:9] _1, 4);\n"
              "  [src/a.c:6:7] malloc (8);\n"
              "  [src/a.c:7:1] my_malloc (8);\n"
              "  [src/a.c:8:1] malloc.part.0 (8);\n"
              "  [src/a.c:9:1] _3 = h_2->malloc;\n"
              "  [src/a.c:10:1] printf (\" = malloc (8)\", malloc);\n"
              "  [src/a.c:11:1] __asm__ __volatile__(\"call malloc (8)\");\n"
              "  [src/a.c:12:3] _4 = *malloc (8);\n}\n"
              "\t.quad\tmalloc\n" IDENT;

static struct escape_o2 read_text(const char *dump)
{
    struct escape_o2 o2 = { 0 };
    escape_dump_read(dump, symbols, &o2);
    return o2;
}

static const char *ask(const char *dump, unsigned line, unsigned column, bool alone)
{
    struct escape_o2 o2 = read_text(dump);
    return escape_o2_ask(&o2, (struct escape_place){ "elsewhere/src/a.c", line, column }, alone);
}

static void a_call_is_found_at_the_place_before_it(void **state)
{
    (void)state;
    assert_string_equal(ask(text, 4, 40, true), "kept");
    assert_string_equal(ask(text, 5, 28, false), "kept"); /* not where its left side is */
    assert_string_equal(ask(text, 5, 4, false), "deleted");
    assert_string_equal(ask(text, 6, 7, true), "kept");
    assert_string_equal(ask(text, 12, 3, true), "kept"); /* declared with asm("malloc") */
}

static void a_call_that_is_not_there_is_deleted(void **state)
{
    (void)state;
    assert_string_equal(ask(text, 13, 1, true), "deleted");
    assert_string_equal(ask(FILE_LINE IDENT, 4, 40, true), "deleted"); /* no function is left */
}

static void two_calls_on_a_line_are_told_apart_by_column(void **state)
{
    (void)state;
    assert_string_equal(ask(text, 4, 40, false), "kept");
    assert_string_equal(ask(text, 4, 60, false), "deleted");
}

static void names_and_texts_that_only_look_alike_do_not_count(void **state)
{
    (void)state;
    struct escape_o2 o2 = read_text(text);
    assert_int_equal(o2.count, 4);
    assert_string_equal(o2.version, "gcc 12.2.0");
    assert_string_equal(escape_o2_version("Debian clang version 14.0.6"), "clang 14.0.6");
}

static void a_call_without_its_line_makes_the_answer_unknown(void **state)
{
    (void)state;
    static const char *const calls[] = { "  _1 = malloc (8);\n", "  [0:0] _1 = malloc (8);\n" };
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(ask(escape_arena_format(FILE_LINE "%s" IDENT, calls[i]), 4, 40, true),
                            "unknown");
}

static void what_gcc_did_not_write_is_unknown(void **state)
{
    (void)state;
    assert_string_equal(ask("", 4, 40, true), "unknown");
    assert_string_equal(ask(FILE_LINE, 4, 40, true), "unknown"); /* it ended early */
    assert_string_equal(ask(FILE_LINE "\t.ident\t\"clang version 14.0.6\"\n", 4, 40, true),
                        "unknown"); /* it knows no such dump */
}

static void files_may_have_any_name(void **state)
{
    (void)state;
    struct escape_o2 o2 =
        read_text("\t.file\t\"\\303\\274\\\"\\ta.c\"\n"
                  "  [dir = x/t [x]:1 \"q\".c:4:4] [t [x] = \"q\".c:4:9] *p_1 = malloc (8);\n"
                  "  [back\\slash] 3:4.c:5:4] malloc (8);\n" IDENT);
    assert_true(escape_o2_names(&o2, "\xc3\xbc\"\ta.c"));
    static const char *const names[] = { "t [x]:1 \"q\".c", "back\\slash] 3:4.c" };
    for (unsigned i = 0; i < 2; i++)
        assert_string_equal(escape_o2_ask(&o2, (struct escape_place){ names[i], 4 + i, 4 }, false),
                            "kept");
}

static void the_files_that_are_named_are_known(void **state)
{
    (void)state;
    struct escape_o2 o2 = read_text(FILE_LINE "  [src/c.h:4:4] _1 = 3;\n" IDENT);
    assert_true(escape_o2_names(&o2, "elsewhere/a.c"));
    assert_true(escape_o2_names(&o2, "c.h"));
    assert_false(escape_o2_names(&o2, "b.c"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_call_is_found_at_the_place_before_it),
        cmocka_unit_test(a_call_that_is_not_there_is_deleted),
        cmocka_unit_test(two_calls_on_a_line_are_told_apart_by_column),
        cmocka_unit_test(names_and_texts_that_only_look_alike_do_not_count),
        cmocka_unit_test(a_call_without_its_line_makes_the_answer_unknown),
        cmocka_unit_test(what_gcc_did_not_write_is_unknown),
        cmocka_unit_test(files_may_have_any_name),
        cmocka_unit_test(the_files_that_are_named_are_known),
    };
    int failed = cmocka_run_group_tests_name("dump", tests, NULL, NULL);
    escape_arena_release();
    return failed;
}
