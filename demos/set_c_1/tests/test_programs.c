/* test_programs.c -- set_c_1 and set_c_1_bench, run as a user runs them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "common/tests/bad_server.h"
#include "support/spawn.h"

#define SET_C_1 HM_BUILD_DIR "/bin/set_c_1"
#define BENCH   HM_BUILD_DIR "/bin/set_c_1_bench"
#define BROKEN  HM_BUILD_DIR "/bin/set_c_1_broken"

static void expect(struct spawned s, int status, const char *err)
{
    assert_string_equal(s.err, err);
    assert_string_equal(s.out, "");
    assert_int_equal(exit_status(&s), status);
    spawned_done(&s);
}

static void no_server_is_one_line_with_the_address(void **state)
{
    char address[32], line[128];
    (void)state;
    assert_true(bad_server_absent(address));
    snprintf(line, sizeof line, "set_c_1: %s: connecting: Connection refused\n", address);
    expect(SPAWN(SET_C_1, "--redis", address), 1, line);
    snprintf(line, sizeof line, "%s: connecting: Connection refused\n", address);
    expect(SPAWN(BENCH, "--redis", address), 2, line);
    expect(SPAWN(BENCH, "--redis-socket=/nonexistent/redis.sock"), 2,
           "/nonexistent/redis.sock: connecting: No such file or directory\n");
}

static void bad_usage_exits_with_2(void **state)
{
    static const char usage[] = "usage: set_c_1 [--redis HOST:PORT]   (default 127.0.0.1:6379)\n";
    (void)state;
    expect(SPAWN(SET_C_1, "--nonsense"), 2, usage);
    expect(SPAWN(SET_C_1, "--redis"), 2, usage);
    expect(SPAWN(SET_C_1, "--redis=host:0"), 2,
           "set_c_1: --redis host:0: the port is not a number from 1 to 65535\n");
    expect(SPAWN(BENCH, "--redis=host:0"), 2,
           BENCH ": --redis=host:0: the port is not a number from 1 to 65535\n");
    expect(SPAWN(BENCH, "--redis"), 2, BENCH ": --redis=: the host is missing\n");
}

/* What set_c_1 says, after the server's address, when the server answers this. */
static void expect_answer(const char *answer, int status, const char *text)
{
    struct bad_server server = { .wait_bytes = 27, .answer = answer, .answer_len = strlen(answer) };
    char line[256] = "";
    assert_true(bad_server_start(&server));
    struct spawned s = SPAWN(SET_C_1, "--redis", server.address);
    bad_server_stop(&server);
    if (text != NULL)
        snprintf(line, sizeof line, "set_c_1: %s: %s\n", server.address, text);
    expect(s, status, line);
}

static void every_answer_but_ok_is_one_line(void **state)
{
    (void)state;
    expect_answer("+OK\r\n", 0, NULL);
    expect_answer("-READONLY a \x1b[1mreplica\r\n", 1,
                  "SET C 1 was answered: READONLY a ?[1mreplica");
    expect_answer("$-1\r\n", 1, "SET C 1 was answered: nil");
    expect_answer(":5\r\n", 1, "SET C 1 was answered: 5");
    expect_answer("*0\r\n", 1, "SET C 1 was answered: an array of 0");
    expect_answer("", 1, "reading a reply: the server closed the connection");
    expect_answer("+O", 1, "reading a reply: the server closed the connection in the middle of it");
    expect_answer("SSH-2.0-x\r\n", 1, "reading a reply: a reply that starts with 'S'");
    expect_answer("$1073741824\r\n", 1,
                  "reading a reply: a bulk string of 1073741824 bytes, over the limit of 16384");
}

static void the_bench_lists_its_cases_by_transport(void **state)
{
    (void)state;
    struct spawned s = SPAWN(BENCH, "--list", "--redis=127.0.0.1:1");
    assert_int_equal(exit_status(&s), 0);
    assert_non_null(strstr(s.out, "SetC1/net=tcp/impl=tagged_union\n"));
    assert_non_null(strstr(s.out, "SetC1/net=tcp/pipeline=64/impl=constants\n"));
    spawned_done(&s);
    s = SPAWN(BENCH, "--list", "--redis=unix:///x");
    assert_non_null(strstr(s.out, "SetC1/net=unix/impl=tagged_union\n"));
    spawned_done(&s);
    s = SPAWN(BENCH, "--list");
    assert_non_null(strstr(s.out, "SetC1/impl=all_boxed\n"));
    assert_null(strstr(s.out, "net="));
    spawned_done(&s);
}

/* So that a comparison of two rungs does not rest on which of them ran first. */
static void the_cases_run_backwards_when_asked(void **state)
{
    (void)state;
    struct spawned s = SPAWN(BENCH, "--list", "--reverse");
    static const char last[] = "BenchmarkReply/type=array/impl=view\n";
    assert_int_equal(exit_status(&s), 0);
    assert_memory_equal(s.out, last, sizeof last - 1);
    assert_non_null(
        strstr(s.out, "\nBenchmarkSetC1/impl=constants\nBenchmarkSetC1/impl=all_boxed\n"));
    spawned_done(&s);
}

static void help_tells_of_both_kinds_of_flags(void **state)
{
    (void)state;
    struct spawned s = SPAWN(BENCH, "--help");
    assert_int_equal(exit_status(&s), 0);
    assert_non_null(strstr(s.out, "--redis-socket=PATH"));
    assert_non_null(strstr(s.out, "benchtime"));
    spawned_done(&s);
}

static void the_program_tells_its_usage_when_asked(void **state)
{
    (void)state;
    struct spawned s = SPAWN(SET_C_1, "--help");
    assert_int_equal(exit_status(&s), 0);
    assert_non_null(strstr(s.out, "usage: set_c_1 [--redis HOST:PORT]"));
    assert_string_equal(s.err, "");
    spawned_done(&s);
}

/* The four rungs that were broken on purpose, and no others, are named; the rest is still measured.
 */
static void a_broken_rung_is_found_and_named(void **state)
{
    static const char *lines[] = {
        "SetC1/impl=constants: claimed 1 allocs/op and 32 B/op, measured 0 and 0",
        "SetC1/impl=tagged_union: claimed 0 allocs/op and 0 B/op, measured 1 and 48",
        "--- FAIL: BenchmarkSetC1/impl=typed\n",
        "byte 25 of the command is '2' where '1' was expected",
        "--- FAIL: BenchmarkSetC1/impl=va_list\n",
        "10 operations sent 0 commands and 0 bytes",
        "BenchmarkSetC1/impl=hiredis_format",
    };
    char both[16384];
    unsigned claims = 0, failures = 0;
    (void)state;
    struct spawned s = SPAWN(BROKEN, "--check", "--benchtime=10x");
    int status = exit_status(&s);
    snprintf(both, sizeof both, "%s%s", s.out, s.err);
    spawned_done(&s);
#ifdef HM_SANITIZED
    skip(); /* nothing counts, so no claim is false */
#endif
    assert_int_equal(status, 1);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (strstr(both, lines[i]) == NULL)
            fail_msg("nothing says \"%s\" in:\n%s", lines[i], both);
    for (const char *at = both; (at = strstr(at, ": claimed ")) != NULL; at++)
        claims++;
    for (const char *at = both; (at = strstr(at, "--- FAIL: ")) != NULL; at++)
        failures++;
    assert_int_equal(claims, 2);
    assert_int_equal(failures, 2);
}

int main(void)
{
    if (!bad_server_reachable()) {
        puts("skipped: 127.0.0.1 cannot be reached");
        return 77; /* ctest's SKIP_RETURN_CODE */
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_server_is_one_line_with_the_address),
        cmocka_unit_test(bad_usage_exits_with_2),
        cmocka_unit_test(every_answer_but_ok_is_one_line),
        cmocka_unit_test(the_bench_lists_its_cases_by_transport),
        cmocka_unit_test(the_cases_run_backwards_when_asked),
        cmocka_unit_test(help_tells_of_both_kinds_of_flags),
        cmocka_unit_test(the_program_tells_its_usage_when_asked),
        cmocka_unit_test(a_broken_rung_is_found_and_named),
    };
    return cmocka_run_group_tests_name("programs", tests, NULL, NULL);
}
