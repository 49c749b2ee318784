/* test_cmd_explain.c -- runs the built tool on small recorded inputs and checks its output against
 * golden files, its errors and exit statuses. HM_GOLDEN=write writes the golden files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "support/golden.h"
#include "support/spawn.h"

#define GOLDEN HM_SOURCE_DIR "/harness/tests/golden/explain"
#define GO     "--go-m=go.m2 --go-bench=go.bench "
#define ALL                                                                                        \
    "--only=Quadrants --escape=escape.json --trace=trace.json --c-bench=c.bench "                  \
    "--gcc=gcc.su --gcc-warnings=gcc.warnings --gcc-version=12.2.0 "                               \
    "--no-twin=Quadrants/case=makeChan:'C has no channel' " GO

#define SHORT   "--escape=escape.json --trace=trace-short.json --c-bench=c.bench " GO
#define FIVE    "Quadrants/case=makeFive"
#define ADDRESS "Quadrants/case=returnedAddress"

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
    assert_golden_text(path, s.out);
    assert_string_equal(s.err, "");
    assert_int_equal(exit_status(&s), 0);
    spawned_done(&s);
}

static void no_line_of_text_is_wider_than_a_terminal(void **state)
{
    (void)state;
    struct spawned s = explain(ALL);
    for (char *line = strtok(s.out, "\n"); line != NULL; line = strtok(NULL, "\n"))
        if (strlen(line) > 80)
            fail_msg("wider than 80 columns: %s", line);
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

/* Joins the lines that were wrapped. */
static void unwrap(char *text)
{
    static const char wrap[] = "\n            ";
    for (char *at; (at = strstr(text, wrap)) != NULL;) {
        *at = ' ';
        memmove(at + 1, at + sizeof wrap - 1, strlen(at + sizeof wrap - 1) + 1);
    }
}

/* The lines of the text report about one case, unwrapped. The caller frees them. */
static char *entry(const char *args, const char *name)
{
    struct spawned s = explain(args);
    char head[64];
    snprintf(head, sizeof head, "\n%s\n", name);
    const char *at = strstr(s.out, head);
    assert_non_null(at);
    const char *end = strstr(at + 1, "\n\n");
    char *text = strndup(at, end != NULL ? (size_t)(end - at) : strlen(at));
    assert_non_null(text);
    spawned_done(&s);
    unwrap(text);
    return text;
}

static void in_case(const char *args, const char *name, const char *present, const char *absent)
{
    char *text = entry(args, name);
    if (present != NULL && strstr(text, present) == NULL)
        fail_msg("'%s' is not in: %s", present, text);
    if (absent != NULL && strstr(text, absent) != NULL)
        fail_msg("'%s' is in: %s", absent, text);
    free(text);
}

static void blocks_of_helpers_are_joined_by_who_called_them(void **state)
{
    (void)state;
    in_case(ALL, FIVE, "malloc(n) does not escape (copy.c:4)", "the other call of that line");
    in_case(ALL, FIVE, "copy (5 of 5); 2 blocks made here by this case", NULL);
    in_case(ALL, ADDRESS, "malloc(16) escapes to heap: returned from box", "lives in stranger");
}

static void without_events_the_chains_of_callers_are_followed(void **state)
{
    (void)state;
    in_case(SHORT, ADDRESS, "malloc(16) escapes to heap: returned from box", "never ran");
    in_case(SHORT, FIVE, "run   not measured: the trace kept no events", "no block made");
}

static void a_case_that_the_trace_never_ran_is_not_measured(void **state)
{
    (void)state;
    in_case(ALL, "Quadrants/case=constBoxed", "run   not measured: the trace never ran this case",
            "no block made");
    in_case(ALL, "Quadrants/case=makeFour", "run   no block made while it ran", "never ran");
    in_case(ALL " --trace=trace-short.json", "Quadrants/case=constBoxed", "kept no events", NULL);
    in_case("--missing=trace='one of two failed' " ALL, "Quadrants/case=constBoxed",
            "run   not measured: one of two failed", NULL);
}

static void all_four_quadrants_occur_in_c(void **state)
{
    (void)state;
    in_case(ALL, ADDRESS, "says heap, a block", NULL);
    in_case(ALL, FIVE, "says it stays, a block", NULL);
    in_case(ALL, "Quadrants/case=makeFour", "says it stays, no block", NULL);
    in_case(ALL, "Quadrants/case=constBoxed", "says heap, no block", NULL);
    in_case(ALL, "Quadrants/case=makeChan", "C       not measured: C has no channel", NULL);
}

static void the_lines_of_gcc_are_those_of_the_function(void **state)
{
    (void)state;
    in_case(ALL, "Quadrants/case=constBoxed",
            "warnings: function returns address of local variable [-Wreturn-local-addr] (q.c:5)",
            "parameters:");
    in_case(ALL, FIVE, "warnings: none", NULL);
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
    says("--only=zebra " GO, 2, NULL, "--only: no benchmark that was read has a name that matches");
    says("--format=banana " GO, 2, NULL, "found 'banana'");
    says("--no-twin=banana " GO, 2, NULL, "expected CASE:WHY");
    says("--missing=banana " GO, 2, NULL,
         "expected SOURCE=WHY, SOURCE being go-m, go-bench, "
         "c-bench, escape, trace, gcc or gcc-warnings\n");
    says("--only='(' " GO, 2, NULL, "--only=(");
    says("--c-bench=/nonexistent", 2, NULL, "heapmark explain: /nonexistent: cannot be opened");
    says("stray", 2, NULL, "'stray'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_is_golden),
        cmocka_unit_test(no_line_of_text_is_wider_than_a_terminal),
        cmocka_unit_test(all_four_quadrants_occur),
        cmocka_unit_test(a_witness_that_is_missing_is_not_measured),
        cmocka_unit_test(blocks_of_helpers_are_joined_by_who_called_them),
        cmocka_unit_test(without_events_the_chains_of_callers_are_followed),
        cmocka_unit_test(a_case_that_the_trace_never_ran_is_not_measured),
        cmocka_unit_test(all_four_quadrants_occur_in_c),
        cmocka_unit_test(the_lines_of_gcc_are_those_of_the_function),
        cmocka_unit_test(what_cannot_be_read_is_named_and_the_rest_is_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
