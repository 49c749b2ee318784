/* test_escape_slice.c -- the column on clang at -O2 is the same for the part of a file that clang
 * gets as for the whole file.
 *
 * Method: run the built tool on source in which what decides is in another function. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define HELPER HM_BUILD_DIR "/bin/heapmark-escape"

/* Each function of this text decides alone about the malloc of its own size. */
static const char source[] =
    "#include <stdlib.h>\n"
    "void keep(int *p);\n"
    "static int on;\n"
    "static int *last;\n"
    "void set(void);\n"
    "void set(void) { on = 1; last = &on; }\n"
    "void flag(void);\n"
    "void flag(void) { if (on) keep(malloc(4)); }\n"
    "static int *same(int *p) { return p; }\n"
    "int callee(void);\n"
    "int callee(void) { int *p = same(malloc(8)); *p = 1; int r = *p; free(p); return r; }\n"
    "static int *make(void) { return malloc(12); }\n"
    "int caller(void);\n"
    "int caller(void) { int *p = make(); *p = 1; int r = *p; free(p); return r; }\n"
    "static int *first(void) { return malloc(16); }\n"
    "static int *second(void) { return calloc(1, 20); }\n"
    "int *(*const table[])(void) = { first, second };\n"
    "static int *alive(void) { return malloc(24); }\n"
    "int computed(int n);\n"
    "int computed(int n)\n"
    "{\n"
    "    static void *const ways[] = { &&one, &&two };\n"
    "    goto *ways[n & 1];\n"
    "one:\n"
    "    return n + 1;\n"
    "two:\n"
    "    return n - 1;\n"
    "}\n"
    "static int *(*pointer)(void) = alive;\n"
    "void change(int *(*to)(void));\n"
    "void change(int *(*to)(void)) { pointer = to; }\n"
    "int *through(void);\n"
    "int *through(void) { return pointer(); }\n"
    "int read_last(void);\n"
    "int read_last(void) { return last == NULL ? 0 : *last; }\n";

static void what_is_left_of_a_call_is_what_is_left_in_the_whole_file(void **state)
{
    static const char *const wanted[] = {
        ":8:32: malloc(4) ",      "clang kept",    ":11:34: malloc(8) ",  "clang deleted",
        ":12:33: malloc(12) ",    "clang deleted", ":15:34: malloc(16) ", "clang kept",
        ":16:35: calloc(1, 20) ", "clang kept",    ":18:34: malloc(24) ", "clang kept",
    };
    (void)state;
    FILE *file = fopen("escape_slice.c", "w");
    assert_non_null(file);
    fputs(source, file);
    fclose(file);
    struct spawned s = SPAWN(TOOL, "escape", "--sites", "escape_slice.c");
    assert_int_equal(exit_status(&s), 0);
    assert_string_equal(s.err, "");
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i += 2) {
        const char *line = strstr(s.out, wanted[i]);
        const char *column = line != NULL ? strstr(line, ", clang ") : NULL;
        if (column == NULL || strncmp(column + 2, wanted[i + 1], strlen(wanted[i + 1])) != 0)
            fail_msg("expected %s%s in:\n%s", wanted[i], wanted[i + 1], s.out);
    }
    spawned_done(&s);
    unlink("escape_slice.c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left_of_a_call_is_what_is_left_in_the_whole_file),
    };
    HM_NEEDS_COUNTING();
    if (access(HELPER, X_OK) != 0)
        return TEST_SKIPPED;
    return cmocka_run_group_tests_name("escape and a part of a file", tests, NULL, NULL);
}
