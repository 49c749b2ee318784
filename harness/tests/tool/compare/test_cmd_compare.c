/* test_cmd_compare.c -- runs the built tool and checks its output against golden files, its errors
 * and its exit statuses.
 *
 * HM_GOLDEN=write in the environment writes the golden files; look at the difference before keeping
 * it. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/cmocka_all.h"
#include "support/golden.h"
#include "support/spawn.h"

#define GOLDEN HM_SOURCE_DIR "/harness/tests/golden/compare"

enum { MAX = 65536 };

/* Run the tool in the directory of the golden files with both outputs as one. Returns the exit
 * status. */
static int run(const char *args, char *out)
{
    char command[2048];
    snprintf(command, sizeof command, "cd '%s' && '%s/bin/heapmark' compare %s 2>&1", GOLDEN,
             HM_BUILD_DIR, args);
    struct spawned s = SPAWN("sh", "-c", command);
    int status = exit_status(&s);
    assert_in_range(snprintf(out, MAX, "%s", s.out), 0, MAX - 1);
    spawned_done(&s);
    return status;
}

static void golden(const char *args, const char *name, int status)
{
    static char got[MAX];
    char path[512];
    assert_int_equal(run(args, got), status);
    snprintf(path, sizeof path, "%s/%s", GOLDEN, name);
    assert_golden_text(path, got);
}

static void two_files_in_each_format(void **state)
{
    (void)state;
    golden("old.bench new.bench", "two.txt", 0);
    golden("--format=markdown old.bench new.bench", "two.md", 0);
    golden("--format=json old.bench new.bench", "two.json", 0);
    golden("--format=csv old.bench new.bench", "two.csv", 0);
}

/* Fields of a record of CSV (RFC 4180). It ends at a CR LF outside of quotes, and *at moves behind
 * it. */
static size_t fields_of(const char **at)
{
    size_t fields = 1;
    bool quoted = false;
    for (; **at != '\0' && (quoted || **at != '\n'); ++*at) {
        quoted ^= **at == '"';
        fields += !quoted && **at == ',';
    }
    assert_memory_equal(*at - 1, "\r\n", 2);
    ++*at;
    return fields;
}

static void each_line_of_csv_has_as_many_fields_as_the_heads(void **state)
{
    (void)state;
    static const char *const inputs[] = { "old.bench new.bench", "commas.bench" };
    static char out[MAX];
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++) {
        char args[128];
        snprintf(args, sizeof args, "--format=csv %s", inputs[i]);
        assert_int_equal(run(args, out), 0);
        const char *at = out;
        size_t heads = fields_of(&at);
        assert_int_equal(heads, 12);
        for (size_t lines = 0; *at != '\0' || lines == 0; lines++)
            assert_int_equal(fields_of(&at), heads);
    }
    golden("--format=csv commas.bench", "commas.csv", 0);
}

static void variants_of_one_file_are_held_against_the_base(void **state)
{
    (void)state;
    golden("impls.bench", "impls.txt", 0);
    golden("--base=stack impls.bench", "impls_base.txt", 0);
}

static void three_files_and_labels_stand_below_each_other(void **state)
{
    (void)state;
    golden("C=new.bench Go=old.bench old.bench", "three.txt", 0);
}

static void columns_are_named_as_shortly_as_they_can_be_told_apart(void **state)
{
    (void)state;
    char out[MAX];
    assert_int_equal(run("../compare/old.bench ./new.bench", out), 0);
    assert_non_null(strstr(out, "lang: none (old.bench), c (new.bench)"));
    assert_int_equal(run("../compare/old.bench old.bench new.bench", out), 0);
    assert_non_null(strstr(out, "none (../compare/old.bench), none (old.bench), c (new.bench)"));
    assert_int_equal(run("new.bench old.bench old.bench", out), 0);
    assert_non_null(strstr(out, "c (new.bench), none (old.bench#0), none (old.bench#1)"));
}

static void an_input_that_is_partly_bad_is_shown_and_fails(void **state)
{
    (void)state;
    golden("bad.bench", "bad.txt", 2);
    golden("nothing.bench old.bench", "absent.txt", 2);
}

static void a_broken_limit_is_named_and_the_exit_status_is_1(void **state)
{
    (void)state;
    golden("--fail-if='impl=(boxed|stack):allocs/op>0' --out=/dev/null impls.bench", "limit.txt",
           1);
    golden("--fail-if='impl=stack:allocs/op>0' --out=/dev/null impls.bench", "limit_held.txt", 0);
    golden("--fail-if='ns/op>+5%' --out=/dev/null old.bench new.bench", "limit_unjudged.txt", 2);
}

/* Run by a shell in the directory of the golden files. */
static int shell(const char *command, char *out)
{
    char whole[4096];
    snprintf(whole, sizeof whole, "cd '%s' && export H='%s/bin/heapmark'; { %s; } 2>&1", GOLDEN,
             HM_BUILD_DIR, command);
    struct spawned s = SPAWN("sh", "-c", whole);
    int status = exit_status(&s);
    assert_in_range(snprintf(out, MAX, "%s", s.out), 0, MAX - 1);
    spawned_done(&s);
    return status;
}

static void has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no \"%s\" in:\n%s", part, text);
}

static void limits_are_test_cases_of_junit(void **state)
{
    static char out[MAX];
    (void)state;
    assert_int_equal(
        shell("\"$H\" compare --format=junit --fail-if='impl=(boxed|stack):allocs/op>0' "
              "--fail-if='allocs/op>9' --fail-if='x/op<1' impls.bench 2>/dev/null",
              out),
        2);
    assert_golden_text(GOLDEN "/limits.junit.xml", out);
    if (is_installed("xmllint"))
        assert_int_equal(shell("xmllint --noout limits.junit.xml", out), 0);
}

static void charts_have_the_counts_and_the_times(void **state)
{
    (void)state;
    golden("--format=github impls.bench", "impls.github.json", 0);
    golden("--format=bencher impls.bench", "impls.bencher.json", 0);
}

static void exact_counts_are_kept_and_held_against(void **state)
{
    static char out[MAX];
    (void)state;
    assert_int_equal(
        shell("t=$(mktemp); \"$H\" compare --save=$t --sites=sites.json --out=/dev/null "
              "kept.bench && cat $t; rm -f $t",
              out),
        0);
    assert_golden_text(GOLDEN "/kept.json", out);
    golden("--baseline=kept.json --sites=sites.json --format=markdown kept.bench", "kept_same.md",
           0);
    golden("--baseline=kept.json --sites=sites_more.json --format=markdown kept_more.bench",
           "kept_more.md", 1);
    assert_int_equal(
        shell("\"$H\" compare --baseline=kept.json --format=junit kept_more.bench 2>/dev/null",
              out),
        1);
    assert_golden_text(GOLDEN "/kept_more.junit.xml", out);
}

static void a_baseline_that_cannot_be_used_is_one_line_and_status_2(void **state)
{
    static char out[MAX];
    (void)state;
    assert_int_equal(run("--baseline=none.json --out=/dev/null kept.bench", out), 2);
    assert_string_equal(out, "heapmark compare: none.json: No such file or directory\n");
    assert_int_equal(run("--baseline=two.json --out=/dev/null kept.bench", out), 2);
    assert_string_equal(out, "heapmark compare: two.json: schema heapmark.compare/1, expected "
                             "heapmark-baseline/1 (--save writes it)\n");
    assert_int_equal(run("--baseline=kept.bench --out=/dev/null kept.bench", out), 2);
    has(out, "kept.bench:1: ");
    assert_int_equal(run("--baseline=kept.json --sites=two.json --out=/dev/null kept.bench", out),
                     2);
    has(out, "two.json: expected a report of `heapmark trace --json`");
    assert_int_equal(run("--baseline=kept.json --out=/dev/null impls.bench", out), 2);
    has(out, "cannot be judged: Set/impl=boxed was not measured, the baseline has 16 B/op\n");
}

static void markdown_is_appended_to_the_summary_of_a_job(void **state)
{
    static char out[MAX];
    (void)state;
    assert_int_equal(shell("t=$(mktemp); echo before >$t; GITHUB_STEP_SUMMARY=$t \"$H\" compare "
                           "--format=markdown --fail-if='allocs/op>0' kept.bench >/dev/null; cat "
                           "$t; rm -f $t",
                           out),
                     0);
    has(out, "before\n- goos: linux");
    has(out, "### Limits that do not hold\n\n- limit allocs/op>0: ");
}

static void a_limit_that_holds_does_not_undo_one_that_is_broken(void **state)
{
    (void)state;
    char out[MAX];
    assert_int_equal(run("--fail-if='allocs/op>0' --fail-if='allocs/op>9' impls.bench", out), 1);
    assert_int_equal(run("--fail-if='allocs/op>9' --fail-if='allocs/op>0' impls.bench", out), 1);
}

static void an_unreadable_input_outranks_a_broken_limit(void **state)
{
    (void)state;
    char out[MAX];
    assert_int_equal(run("--fail-if='ns/op>1' bad.bench", out), 2);
    assert_non_null(strstr(out, "limit ns/op>1: A has 12.00n sec/op"));
}

static void the_standard_input_is_read_for_a_dash(void **state)
{
    (void)state;
    char out[MAX];
    assert_int_equal(run("old.bench stdin=- < new.bench", out), 0);
    assert_non_null(strstr(out, "stdin"));
    assert_non_null(strstr(out, "-17.46% (p=0.002 n=6)"));
}

static void says(const char *args, const char *want)
{
    char out[MAX];
    assert_int_equal(run(args, out), 2);
    if (strstr(out, want) == NULL)
        fail_msg("'%s' said: %s", args, out);
}

static void bad_usage_says_what_was_expected(void **state)
{
    (void)state;
    says("--format=junit old.bench", "--format=junit: expected --fail-if or --baseline");
    says("--sites=x old.bench", "--sites: expected --save or --baseline beside it");
    says("--save=x old.bench new.bench", "--save: expected one benchmark file");
    says("", "expected at least one benchmark file");
    says("--frobnicate old.bench", "frobnicate");
    says("--format=xml old.bench", "expected text, markdown, json, csv, junit, github, "
                                   "bencher, html or svg, found 'xml'");
    says("--format=svg old.bench", "--format=svg: expected --ladder beside it");
    says("--alpha=2 old.bench", "--alpha: expected a number from 0 to 1, found '2'");
    says("--fail-if=fast old.bench", "--fail-if=fast: expected [REGEX:]UNIT OP NUMBER[%]");
    says("--by=/nokey old.bench", "--by=/nokey: no result has this key");
    says("--ladder=../ladder/full --base=zebra",
         "heapmark compare: --base=zebra: no rung has this name\n");
    says("/nonexistent.bench", "heapmark compare: /nonexistent.bench: cannot be opened: No such");
    says(".", "heapmark compare: .: cannot be read: Is a directory\n");
    says("--base=zebra old.bench new.bench", "--base=zebra: no column of file has this name");
    says("--out=/nonexistent/x old.bench", "/nonexistent/x: cannot be written: No such file");
    says("--out=/dev/full old.bench", "/dev/full: cannot be written: No space left");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_files_in_each_format),
        cmocka_unit_test(each_line_of_csv_has_as_many_fields_as_the_heads),
        cmocka_unit_test(variants_of_one_file_are_held_against_the_base),
        cmocka_unit_test(three_files_and_labels_stand_below_each_other),
        cmocka_unit_test(columns_are_named_as_shortly_as_they_can_be_told_apart),
        cmocka_unit_test(an_input_that_is_partly_bad_is_shown_and_fails),
        cmocka_unit_test(a_broken_limit_is_named_and_the_exit_status_is_1),
        cmocka_unit_test(limits_are_test_cases_of_junit),
        cmocka_unit_test(charts_have_the_counts_and_the_times),
        cmocka_unit_test(exact_counts_are_kept_and_held_against),
        cmocka_unit_test(a_baseline_that_cannot_be_used_is_one_line_and_status_2),
        cmocka_unit_test(markdown_is_appended_to_the_summary_of_a_job),
        cmocka_unit_test(a_limit_that_holds_does_not_undo_one_that_is_broken),
        cmocka_unit_test(an_unreadable_input_outranks_a_broken_limit),
        cmocka_unit_test(the_standard_input_is_read_for_a_dash),
        cmocka_unit_test(bad_usage_says_what_was_expected),
    };
    return cmocka_run_group_tests_name("cmd_compare", tests, NULL, NULL);
}
