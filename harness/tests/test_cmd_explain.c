/* test_cmd_explain.c -- the built tool on small recorded inputs: its bytes against golden files,
 * its errors and exit statuses. HM_GOLDEN=write writes the golden files anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "support/spawn.h"

#define GOLDEN HM_SOURCE_DIR "/harness/tests/golden/explain"
#define GO     "--go-m=go.m2 --go-bench=go.bench "
#define ALL                                                                                        \
    "--only=Quadrants --escape=escape.json --trace=trace.json --c-bench=c.bench "                  \
    "--gcc=stack.su " GO

static struct spawned explain(const char *args)
{
    char command[1024];
    snprintf(command, sizeof command, "cd '%s' && '%s/bin/heapmark' explain %s", GOLDEN,
             HM_BUILD_DIR, args);
    return SPAWN("sh", "-c", command);
}

static void golden(const char *args, const char *name)
{
    char path[512];
    struct spawned s = explain(args);
    snprintf(path, sizeof path, "%s/%s", GOLDEN, name);
    const char *mode = getenv("HM_GOLDEN");
    if (mode != NULL && strcmp(mode, "write") == 0) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(s.out, file);
        fclose(file);
    }
    char *want = read_whole(path);
    assert_non_null(want);
    assert_string_equal(s.out, want);
    assert_string_equal(s.err, "");
    assert_int_equal(exit_status(&s), 0);
    free(want);
    spawned_done(&s);
}

static void every_format_is_golden(void **state)
{
    (void)state;
    golden(ALL, "all.txt");
    golden("--format=markdown " ALL, "all.md");
    golden("--format=json " ALL, "all.json");
}

static void says(const char *args, int status, const char *out, const char *err)
{
    struct spawned s = explain(args);
    if (out != NULL)
        assert_non_null(strstr(s.out, out));
    if (err != NULL)
        assert_non_null(strstr(s.err, err));
    assert_int_equal(exit_status(&s), status);
    spawned_done(&s);
}

static void all_four_quadrants_occur(void **state)
{
    static const char *const quadrants[] = { "says heap, a block", "says heap, no block",
                                             "says it stays, a block", "says it stays, no block" };
    (void)state;
    struct spawned s = explain(GO);
    const char *tally = strstr(s.out, "Go's lines by what they say");
    assert_non_null(tally);
    for (size_t i = 0; i < 4; i++) {
        const char *row = strstr(tally, quadrants[i]);
        assert_non_null(row);
        assert_true(strtol(row + 24, NULL, 10) > 0);
    }
    spawned_done(&s);
}

static void a_witness_that_is_missing_is_not_measured(void **state)
{
    (void)state;
    says(GO "--c-bench=c.bench --missing=escape='LLVM is not here'", 0,
         "LLVM  not measured: LLVM is not here", NULL);
    says(GO, 0, "C       not measured: not given", NULL);
    says("--c-bench=c.bench", 0, "Go      not measured: not given", NULL);
}

static void what_cannot_be_read_is_named_and_the_rest_is_shown(void **state)
{
    (void)state;
    says(GO "--c-bench=c.bench --trace=go.m2", 2, "Quadrants/case=constBoxed", "go.m2:1:");
    says(GO "--c-bench=c.bench --escape=/nonexistent", 2, "its file could not be read",
         "/nonexistent");
    says(GO "--go-m=/nonexistent", 2, "Quadrants/case=constBoxed", "/nonexistent");
    says(GO "--c-bench=c.bench --gcc=go.m2", 2, "Quadrants/case=constBoxed",
         "go.m2:1: expected FILE:LINE:COLUMN:FUNCTION");
    says("", 2, NULL, "no benchmark was read");
    says("--format=banana " GO, 2, NULL, "found 'banana'");
    says("--missing=banana " GO, 2, NULL, "expected SOURCE=WHY");
    says("--only='(' " GO, 2, NULL, "--only=(");
    says("stray", 2, NULL, "'stray'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_is_golden),
        cmocka_unit_test(all_four_quadrants_occur),
        cmocka_unit_test(a_witness_that_is_missing_is_not_measured),
        cmocka_unit_test(what_cannot_be_read_is_named_and_the_rest_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
