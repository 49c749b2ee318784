/* test_rules.c -- what no answer may be written with is found, however it is spelt, and nothing
 * else. */
#include "support/cmocka_all.h"

#include "grade/rules.h"

static char what[128];

static void directives_are_read_as_a_compiler_reads_them(void **state)
{
    (void)state;
    static const char *const refused[][2] = {
        { "#line 3 \"x\"\n", "#line, line 1" },
        { "int a;\n  # /* x\n */ pragma GCC x\n", "#pragma, line 3" },
        { "%:pragma weak f\n", "#pragma, line 1" },
        { "#\\\npragma weak f\n", "#pragma, line 1" },
        { "# 1 \"/usr/include/stdio.h\" 1 3\n", "#1, line 1" },
        { "#ident \"x\"\n", "#ident, line 1" },
        { "/* x */ #include_next <x.h>\n", "#include_next, line 1" },
        { "#\f\vpragma x\n", "#pragma, line 1" },
        { "#@pragma x\n", "#, line 1" },
        { "#if __has_include(</*>)\n#endif\n#pragma x\n/* */",
          "a header name with // or /*, line 1" },
        { "#include <a//b>\n", "a header name with // or /*, line 1" },
        { "#define P _Pragma(\"x\")\n", "_Pragma, line 1" },
        { "\n#define time_t __asm__\n", "__asm__, line 2" },
        { "int a;\n?\?=line 3\n", "the trigraph ?\?=, line 2" },
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_true(grade_rules_of_source(refused[i][0], what, sizeof what));
        assert_string_equal(what, refused[i][1]);
    }
    static const char *const fine[] = {
        "#include <stdio.h>\n#define A(x) #x\n#if A\n#elif 1\n#endif\n#\n",
        "/*\n#pragma x\n*/ // #pragma\nconst char *s = \"\\\"#pragma\";\nchar c = '\"';\n",
        "#include <asm/types.h> // so\n#if 1 < 2 /* > */\n#endif\n# // x\n# /* x */\n",
        "#define PASTE(a, b) a##b\n#define LINE \"%:line\"\nint a = 5 %: 3;\n",
    };
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
        if (grade_rules_of_source(fine[i], what, sizeof what))
            fail_msg("%s\nis refused: %s", fine[i], what);
}

static void words_are_refused_in_the_answer_alone(void **state)
{
    (void)state;
#define A "# 1 \"a.c\"\n"
    static const char *const refused[][2] = {
        { A "\nvoid f(void) { __asm__ volatile(\"\"); }\n", "__asm__, line 2" },
        { A "__attribute__((section(\".x\"))) int a;\n", "the attribute section, line 1" },
        { A "__attribute__ ((noinline, __no_sanitize__(\"x\"))) int f(void);\n",
          "the attribute no_sanitize, line 1" },
        { A "[[gnu::constructor]] void f(void);\n", "the attribute constructor, line 1" },
        { A "# 40 \"/usr/include/x.h\" 1 3\nint b;\n# 3 \"a.c\" 2\nint a;\nint *p = asm;\n",
          "asm, line 4" },
        { A "int *p = &\n# 1 \"a.c\" 3 4\n (*__errno_location ())\n",
          "the address of errno, line 1" },
        { A "int *p = &\n(*__errno_location ());\n", "the address of errno, line 2" },
        { A "int *p = &((*__errno_location ()));\n", "the address of errno, line 1" },
        { A "int *p = __errno_location();\n", "the address of errno, line 1" },
        { "# 5 \"a.c\" 3 4\nint *p = asm;\n", "asm, line 5" },
        { A "int a;\n#pragma x\n", "#pragma, line 2" },
        { "# 7 \"./a.c\" 1\nint *p = asm;\n", "asm, line 7" },
        { "# 9 \"contract.h\" 1\nvoid f(void) __attribute__((no_sanitize(\"x\")));\n",
          "the attribute no_sanitize, line 9" },
        { "# 4 \"/usr/include/x.h\" 1 3 4\nint f(void) __attribute__((constructor));\n",
          "the attribute constructor, line 4 of a header" },
    };
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if (!grade_rules_of_text(refused[i][0], "a.c", what, sizeof what))
            fail_msg("%s is not refused", refused[i][0]);
        assert_string_equal(what, refused[i][1]);
    }
    static const char *const fine[] = {
        "# 1 \"/usr/include/x.h\" 1 3\nint f(void) __asm__(\"g\") __attribute__((weak));\n",
        A "int f(int a) { (*__errno_location ()) = 1; return a && (*__errno_location ()); }\n",
        A "int section = 1, constructor; /* asm */ const char *s = \"asm\"; char c = '\\'';\n",
        A "typedef double v __attribute__((vector_size(32), aligned(sizeof(double[4]))));\n",
        A "int a[2], b = a[a[0]]; static inline __attribute__((__unused__)) int f(void);\n",
    };
    for (size_t i = 0; i < sizeof fine / sizeof fine[0]; i++)
        if (grade_rules_of_text(fine[i], "a.c", what, sizeof what))
            fail_msg("%s\nis refused: %s", fine[i], what);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(directives_are_read_as_a_compiler_reads_them),
        cmocka_unit_test(words_are_refused_in_the_answer_alone),
    };
    return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
