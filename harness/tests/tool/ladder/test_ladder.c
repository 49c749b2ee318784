/* test_ladder.c -- the table of `make compare`: the same output for the same files, sentences that
 * agree with the data, and no invented value for missing data.
 *
 * HM_GOLDEN=write in the environment writes the golden files; look at the difference before
 * keeping it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <cmocka.h>

#define GOLDEN HM_SOURCE_DIR "/harness/tests/golden/ladder"

enum { MAX = 65536 };

static size_t slurp(FILE *in, char *out)
{
    size_t n = fread(out, 1, MAX - 1, in);
    out[n] = '\0';
    return n;
}

/* Run shell text in the directory of the golden files, with $H as the tool. Returns the exit
 * status. */
static int shell(const char *text, char *out)
{
    char command[4096];
    snprintf(command, sizeof command, "cd '%s' && H='%s/bin/heapmark'; { %s; } 2>&1", GOLDEN,
             HM_BUILD_DIR, text);
    FILE *in = popen(command, "r");
    assert_non_null(in);
    slurp(in, out);
    int status = pclose(in);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void golden(const char *args, const char *name, int status)
{
    static char got[MAX], want[MAX];
    char path[512], text[512];
    snprintf(text, sizeof text, "\"$H\" compare %s", args);
    assert_int_equal(shell(text, got), status);
    snprintf(path, sizeof path, "%s/%s", GOLDEN, name);
    const char *mode = getenv("HM_GOLDEN");
    bool rewrite = mode != NULL && strcmp(mode, "write") == 0;
    FILE *file = fopen(path, rewrite ? "w" : "r");
    assert_non_null(file);
    if (rewrite)
        fputs(got, file);
    else
        slurp(file, want);
    fclose(file);
    if (!rewrite)
        assert_string_equal(got, want);
}

static void the_whole_ladder_in_each_format(void **state)
{
    (void)state;
    golden("--ladder=full", "full.txt", 0);
    golden("--ladder=full --format=markdown", "full.md", 0);
    golden("--ladder=full --format=json", "full.json", 0);
}

static void what_is_missing_is_named_with_its_reason(void **state)
{
    (void)state;
    golden("--ladder=part", "part.txt", 2);
    golden("--ladder=part --format=markdown 2>/dev/null", "part.md", 2);
    golden("--ladder=part --format=json 2>/dev/null", "part.json", 2);
}

/* Nothing but ladder.txt says which names there are. */
static void a_ladder_of_any_names_is_shown(void **state)
{
    (void)state;
    golden("--ladder=tea", "tea.txt", 0);
    golden("--ladder=tea --format=markdown", "tea.md", 0);
    golden("--ladder=tea --format=json", "tea.json", 0);
}

/* What a ladder.txt of these lines is answered with, behind its own path. */
static void refused(const char *lines, const char *want)
{
    char text[2048], got[MAX];
    snprintf(text, sizeof text,
             "d=$(mktemp -d) && printf '%%s\\n' '%s' >\"$d/ladder.txt\" && cd \"$d\" && "
             "\"$H\" compare --ladder=.; s=$?; rm -r \"$d\"; exit $s",
             lines);
    assert_int_equal(shell(text, got), 2);
    snprintf(text, sizeof text, "heapmark compare: ./ladder.txt:%s\n", want);
    assert_string_equal(got, text);
}

#define LADDER_START "title: t\nwritten: w\ngroup: G\nrung: a\nrung: b\n"

static void a_bad_description_is_named_with_its_line_and_what_was_expected(void **state)
{
    (void)state;
    refused("title SET", "1: expected KEY: VALUE, found 'title SET'");
    refused(
        "# fine\n\nrungs: a",
        "3: expected one of the keys title, written, optimised, go, group, base, because, time, "
        "pairs, where, rung, elsewhere, found 'rungs'");
    refused("title:", "1: expected title: TITLE");
    refused("title: a | b", "1: expected title: TITLE");
    refused("because: a | | b", "1: expected because: RUNG | RUNG | WHY");
    refused("pairs: a | b | c | d | e", "1: expected pairs: GROUP | VARIANT | VARIANT | TITLE");
    refused("title: a\ntitle: b",
            "2: expected each key but rung and elsewhere once, found 'title'");
    refused("rung: a\nrung: a", "2: expected each rung once, found 'a'");
    refused("title: a", "1: expected a line 'written: RUN' above the end");
    refused("title: t\nwritten: w\ngroup: G\nbase: a",
            "4: expected a line 'rung: RUNG or RUNG | IN GO' above the end");
    refused(LADDER_START "base: c", "6: expected the name of a rung, found 'c'");
    refused(LADDER_START "base: a\ntime: c", "7: expected the name of a rung, found 'c'");
    refused(LADDER_START "base: a\nbecause: a | c | x",
            "7: expected the name of a rung, found 'c'");
}

static void a_directory_without_a_description_is_refused(void **state)
{
    char got[MAX];
    (void)state;
    assert_int_equal(
        shell("d=$(mktemp -d); \"$H\" compare --ladder=\"$d\"; s=$?; rmdir \"$d\"; exit $s", got),
        2);
    assert_non_null(strstr(got, "/ladder.txt: expected the description of a ladder: No such file"));
}

static void the_drawing_and_the_page_have_what_was_measured_and_what_was_not(void **state)
{
    static char got[MAX];
    (void)state;
    golden("--ladder=full --format=svg", "full.svg", 0);
    assert_int_equal(shell("\"$H\" compare --ladder=full --format=html", got), 0);
    assert_non_null(strstr(got, "<th scope=\"row\">SetC1 boxed_1_8</th>"));
    assert_non_null(strstr(got, "<td class=\"number\">127.2 ± 23%</td>"));
    assert_non_null(strstr(got, "net=unix: not measured: the server closed its socket."));
    assert_null(strstr(got, "http://www.w3.org/1999"));
    assert_null(strstr(got, "<script"));
    assert_int_equal(shell("\"$H\" compare --ladder=part --format=svg", got), 2);
    assert_non_null(strstr(got, "not measured"));
}

static void sentences_are_no_wider_than_the_terminal(void **state)
{
    (void)state;
    char got[MAX];
    assert_int_equal(shell("COLUMNS=40 \"$H\" compare --ladder=full", got), 0);
    assert_non_null(strstr(got, "\n\nOne SET C 1 asks the heap for 0 to 3\nblocks: "));
}

static void blocks_are_squares_where_the_terminal_is_wide(void **state)
{
    static char got[MAX];
    (void)state;
    assert_int_equal(shell("COLUMNS=120 \"$H\" compare --ladder=full", got), 0);
    assert_non_null(strstr(got, "  56  ■■■  127.2"));
    assert_int_equal(shell("COLUMNS=119 \"$H\" compare --ladder=full", got), 0);
    assert_null(strstr(got, "■"));
}

static void reasons_stand_in_the_table_where_the_terminal_is_wide(void **state)
{
    char got[MAX];
    (void)state;
    assert_int_equal(shell("COLUMNS=120 \"$H\" compare --ladder=full", got), 0);
    assert_non_null(strstr(got, "Go ns  why\n"));
    assert_non_null(strstr(got, "182.7  each argument carries its value"));
    assert_int_equal(shell("COLUMNS=119 \"$H\" compare --ladder=full", got), 0);
    assert_null(strstr(got, "why\n"));
}

/* Times that vary too much are not compared, which is said once; the counts are not touched. */
static void a_busy_machine_compares_no_times(void **state)
{
    static const char script[] =
        "d=$(mktemp -d) && cp full/* \"$d\" && awk '/^BenchmarkSetC1/ && NR % 2 { $3 *= 3 } { "
        "print }' "
        "full/set_c_1.bench >\"$d/set_c_1.bench\" && \"$H\" compare --ladder=\"$d\"; rm -r \"$d\"";
    char got[MAX];
    (void)state;
    assert_int_equal(shell(script, got), 0);
    const char *once = strstr(got, "The machine was too busy to compare times");
    assert_non_null(once);
    assert_null(strstr(once + strlen("The machine was too busy"), "too busy"));
    assert_null(strstr(got, "x base"));
    assert_null(strstr(got, "±"));
    assert_non_null(strstr(got, "2 of 4 rungs ask for none"));
}

/* Change the files by a sed script and look for a text in the table. */
static void changed(const char *file, const char *script, const char *want)
{
    char text[1024], got[MAX];
    snprintf(text, sizeof text,
             "d=$(mktemp -d) && cp full/* \"$d\" && sed -i '%s' \"$d/%s\" && "
             "\"$H\" compare --ladder=\"$d\" | tr -s ' \\n' ' '; rm -r \"$d\"",
             script, file);
    assert_int_equal(shell(text, got), 0);
    if (strstr(got, want) == NULL)
        fail_msg("after %s in %s expected '%s', got: %s", script, file, want, got);
}

static void the_sentences_follow_the_data(void **state)
{
    (void)state;
    changed("set_c_1.bench", "s/xyz//", "2 of 4 rungs ask for none");
    changed("set_c_1.bench", "/impl=boxed-/s/1 allocs/0 allocs/", "3 of 4 rungs ask for none");
    changed("set_c_1.bench", "/impl=direct-/s/0 allocs/1 allocs/",
            "boxed asks for 1 block (32 B), and direct takes nothing away (1)");
    changed("set_c_1_go.bench", "/impl=stack/s/1 allocs/0 allocs/",
            "makes as many allocations in 3 of 3 rungs;");
    changed("set_c_1_go.bench", "s/source: live/source: recorded/",
            "(go1.26.8 linux/amd64, recorded)");
    changed("set_c_1_optimised.bench", "/impl=boxed-/s/1 allocs/0 allocs/",
            "makes as many allocations in 5 of 6 rungs, fewer in 1 (boxed)");
    changed("set_c_1_tcp.bench", "s/\\([0-9]\\)\\( ns.op.*32 B\\)/\\10\\2/",
            "boxed takes 10.17 times as long as stack (p=0.002)");
    changed("set_c_1.bench", "/impl=stack-/s/\\([0-9.]*\\) ns/111.0 ns/",
            "boxed and stack cannot be told apart by time");
}

/* Six values of boxed and of stack, in the order in which an awk program prints them. */
static void answered(const char *rounds, const char *want)
{
    char text[1024], got[MAX];
    snprintf(text, sizeof text,
             "d=$(mktemp -d) && cp full/ladder.txt \"$d\" && awk 'function put(impl, ns) { "
             "print \"BenchmarkSetC1/impl=\" impl, 9, ns, \"ns/op 0 allocs/op\" } BEGIN { %s }' "
             ">\"$d/set_c_1.bench\" && \"$H\" compare --ladder=\"$d\" | tr -s ' \\n' ' '; "
             "rm -r \"$d\"",
             rounds);
    assert_int_equal(shell(text, got), 0);
    if (strstr(got, want) == NULL)
        fail_msg("%s: expected '%s', got: %s", rounds, want, got);
}

static void times_that_the_order_of_measurement_may_explain_are_not_compared(void **state)
{
    (void)state;
    static const char unsure[] =
        "In memory boxed and stack cannot be told apart by time: the order";
    /* One after the other, or always boxed first: the machine may have become faster. */
    answered("for (i = 0; i < 6; i++) put(\"boxed\", 111 + i); for (i = 0; i < 6; i++) "
             "put(\"stack\", 91 + i)",
             unsure);
    answered("for (i = 0; i < 6; i++) { put(\"boxed\", 111 + i); put(\"stack\", 91 + i) }", unsure);
    /* Whoever is first is slower, which most rounds make boxed. */
    answered(
        "for (i = 0; i < 4; i++) { put(\"boxed\", 111 + i); put(\"stack\", 90 + i) } for (i = 0; "
        "i < 2; i++) { put(\"stack\", 96 + i); put(\"boxed\", 94 + i) }",
        unsure);
    answered("for (i = 0; i < 3; i++) { put(\"boxed\", 111 + i); put(\"stack\", 91 + i); "
             "put(\"stack\", 94 + i); put(\"boxed\", 105 + i) }",
             "In memory boxed takes 1.17 times as long as stack (p=0.002)");
}

/* The runs elsewhere are made later: only a large distance is told. */
static void a_small_distance_between_two_runs_is_not_told(void **state)
{
    (void)state;
    changed("set_c_1_tcp.bench", "s/ [0-9.]* ns/ 150 ns/",
            "cannot be told apart by time (1.00 times, p=1.000). rung");
    changed("set_c_1_tcp.bench", "s/ [0-9.]* ns/ 250 ns/",
            "stack takes 3 times as long as in memory (p=0.002)");
}

static void of_a_recorded_twin_only_the_counts_are_shown(void **state)
{
    (void)state;
    char got[MAX];
    shell("d=$(mktemp -d) && cp full/* \"$d\" && "
          "sed -i 's/source: live/source: recorded/' \"$d/set_c_1_go.bench\" && "
          "\"$H\" compare --ladder=\"$d\"; rm -r \"$d\"",
          got);
    assert_non_null(strstr(got, "recorded: counts"));
    assert_non_null(strstr(got, "6/106      -\n"));
    assert_non_null(strstr(got, "1/64      -\n"));
}

static void the_wire_is_judged_without_the_memory(void **state)
{
    (void)state;
    changed("set_c_1.bench", "/^Benchmark/s/SetC1/Other/",
            "with Real Redis 7.0.15 (net=tcp) boxed and stack cannot be "
            "told apart");
}

static void a_claim_that_does_not_hold_is_shown(void **state)
{
    (void)state;
    changed("set_c_1.bench", "/impl=stack-/s/ 0 allocs/ 1 allocs/",
            "CLAIM BROKEN: 0 allocs, 0 B were");
}

static void counts_have_all_their_digits(void **state)
{
    (void)state;
    changed("set_c_1.bench", "/impl=boxed_1_8-/s/ 3 allocs/ 1234567 allocs/",
            "0 to 1234567 blocks: ");
    changed("set_c_1.bench", "/impl=boxed_1_8-/s/ 56 B/ 1048576 B/", "3 blocks (1048576 B)");
    changed("set_c_1.bench", "/impl=boxed_1_8-/s/ 56 B/ 1048576 B/", " 3 1048576 ");
}

static void a_directory_without_runs_gives_reasons_and_no_zeros(void **state)
{
    (void)state;
    char got[MAX];
    assert_int_equal(
        shell("d=$(mktemp -d); cp full/ladder.txt \"$d\"; \"$H\" compare --ladder=\"$d\"; "
              "s=$?; rm -r \"$d\"; exit $s",
              got),
        0);
    assert_non_null(strstr(got, "net=tcp: not measured: there is no set_c_1_tcp.bench"));
    assert_non_null(strstr(got, "as written: not measured: there is no set_c_1.bench"));
    assert_null(strstr(got, "0 allocs"));
    assert_null(strstr(got, " 0 "));
}

static void bad_input_is_named_with_file_and_line(void **state)
{
    (void)state;
    char got[MAX];
    assert_int_equal(shell("\"$H\" compare --ladder=/nonexistent/x", got), 2);
    assert_non_null(strstr(got, "/nonexistent/x: expected a readable directory"));
    assert_int_equal(shell("d=$(mktemp -d); cp full/ladder.txt \"$d\"; printf '{\\n\"a\": ' "
                           ">\"$d/set_c_1.json\"; \"$H\" compare "
                           "--ladder=\"$d\"; s=$?; rm -r \"$d\"; exit $s",
                           got),
                     2);
    assert_non_null(strstr(got, "set_c_1.json:2: expected JSON"));
    assert_int_equal(shell("d=$(mktemp -d); cp full/ladder.txt \"$d\"; echo '{\"schema\": "
                           "\"x/9\"}' >\"$d/set_c_1.json\"; \"$H\" compare "
                           "--ladder=\"$d\"; s=$?; rm -r \"$d\"; exit $s",
                           got),
                     2);
    assert_non_null(strstr(got, "expected the schema heapmark-bench/1, found 'x/9'"));
}

static void options_that_would_be_ignored_are_refused(void **state)
{
    (void)state;
    char got[MAX];
    assert_int_equal(shell("\"$H\" compare --ladder=full x.bench", got), 2);
    assert_int_equal(shell("\"$H\" compare --ladder=full --format=csv", got), 2);
    assert_int_equal(shell("\"$H\" compare --ladder=full --by=/impl", got), 2);
    assert_int_equal(shell("\"$H\" compare --ladder=full '--fail-if=allocs/op>0'", got), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_ladder_in_each_format),
        cmocka_unit_test(what_is_missing_is_named_with_its_reason),
        cmocka_unit_test(a_ladder_of_any_names_is_shown),
        cmocka_unit_test(a_bad_description_is_named_with_its_line_and_what_was_expected),
        cmocka_unit_test(a_directory_without_a_description_is_refused),
        cmocka_unit_test(reasons_stand_in_the_table_where_the_terminal_is_wide),
        cmocka_unit_test(the_drawing_and_the_page_have_what_was_measured_and_what_was_not),
        cmocka_unit_test(sentences_are_no_wider_than_the_terminal),
        cmocka_unit_test(blocks_are_squares_where_the_terminal_is_wide),
        cmocka_unit_test(a_busy_machine_compares_no_times),
        cmocka_unit_test(the_sentences_follow_the_data),
        cmocka_unit_test(times_that_the_order_of_measurement_may_explain_are_not_compared),
        cmocka_unit_test(a_small_distance_between_two_runs_is_not_told),
        cmocka_unit_test(of_a_recorded_twin_only_the_counts_are_shown),
        cmocka_unit_test(the_wire_is_judged_without_the_memory),
        cmocka_unit_test(a_claim_that_does_not_hold_is_shown),
        cmocka_unit_test(counts_have_all_their_digits),
        cmocka_unit_test(a_directory_without_runs_gives_reasons_and_no_zeros),
        cmocka_unit_test(bad_input_is_named_with_file_and_line),
        cmocka_unit_test(options_that_would_be_ignored_are_refused),
    };
    return cmocka_run_group_tests_name("ladder", tests, NULL, NULL);
}
