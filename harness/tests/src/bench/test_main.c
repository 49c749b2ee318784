/* A benchmark program as its user runs it: this program runs itself as one.
 *
 * `test_main AS-BENCHMARK flags...` calls hm_main() with the cases below; without that word it
 * runs the tests. */
#include "support/cmocka_all.h"

#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <heapmark/bench.h>

#include "support/spawn.h"

static void nothing(hm_bench *b)
{
    while (hm_loop(b))
        ;
}

static void boxed(hm_bench *b)
{
    while (hm_loop(b)) {
        void *block = malloc(24);
        hm_keep(block);
        free(block);
    }
}

static void liar(hm_bench *b)
{
    boxed(b);
}

static void all_metrics(hm_bench *b)
{
    while (hm_loop(b))
        hm_clobber();
    hm_log(b, "a %s", "word");
    hm_set_bytes(b, 100);
    hm_report_metric(b, 1, "x/op");
}

static void fails(hm_bench *b)
{
    hm_error(b, "wrong");
}

static void interrupts(hm_bench *b)
{
    bool sent = false;
    while (hm_loop(b)) {
        if (!sent)
            kill(getpid(), SIGINT);
        sent = true;
    }
}

static void endless(hm_bench *b)
{
    while (hm_loop(b))
        usleep(1000);
}

static void hangs(hm_bench *b)
{
    (void)b;
    for (;;)
        pause();
}

static const hm_case all[] = {
    { .name = "Nothing", .run = nothing, .claim = HM_CLAIM(.allocs = 0, .bytes = 0) },
    { .name = "Boxed",
      .run = boxed,
      .claim = HM_CLAIM(.allocs = 1, .bytes = 24),
      .why = "one block" },
    { .name = "Liar", .run = liar, .claim = HM_CLAIM(.allocs = 2, .bytes = 24) },
    { .name = "All", .run = all_metrics },
    { .name = "Fails", .run = fails },
    { .name = "Interrupts", .run = interrupts },
    { .name = "Endless", .run = endless },
    { .name = "Hangs", .run = hangs },
};

static const char self[] = "/proc/self/exe";
static char path[512];

#define RUN(...) SPAWN(path, "AS-BENCHMARK", __VA_ARGS__)

#define CHECK_RUN(s, wanted, on_stderr)                                                            \
    do {                                                                                           \
        if (exit_status(&(s)) != (wanted))                                                         \
            fail_msg("exit %d\n%s%s", exit_status(&(s)), (s).out, (s).err);                        \
        if (strstr((s).err, (on_stderr)) == NULL)                                                  \
            fail_msg("stderr: %s", (s).err);                                                       \
    } while (0)

/* How long it took depends on the machine. */
static void assert_then_seconds(const char *out, const char *text)
{
    const char *at = strstr(out, text);
    assert_non_null(at);
    assert_true(isdigit((unsigned char)at[strlen(text)]));
}

static void the_harness_itself_allocates_nothing_even_in_one_round(void **state)
{
    (void)state;
    if (!hm_counting())
        skip();
    struct spawned s = RUN("--bench=Nothing", "--benchtime=1x", "--count=5", "--check");
    CHECK_RUN(s, 0, "");
    size_t lines = 0;
    for (const char *at = s.out; (at = strstr(at, "\t       0 B/op\t       0 allocs/op\n")) != NULL;
         at++)
        lines++;
    assert_int_equal(lines, 5);
    spawned_done(&s);
}

static void true_claims_exit_0_and_print_pass(void **state)
{
    (void)state;
    if (!hm_counting())
        skip();
    struct spawned s = RUN("--bench=Nothing|Boxed", "--benchtime=100x", "--check", "--pkg=p");
    CHECK_RUN(s, 0, "");
    assert_non_null(strstr(s.out, "\npkg: p\n"));
    assert_then_seconds(s.out, "\t      24 B/op\t       1 allocs/op\nPASS\nok  \tp\t");
    spawned_done(&s);
}

static void a_false_claim_exits_1_and_says_claimed_and_measured(void **state)
{
    (void)state;
    if (!hm_counting())
        skip();
    struct spawned s = RUN("--bench=Liar", "--benchtime=100x", "--check");
    CHECK_RUN(s, 1,
              "BenchmarkLiar: claimed 2 allocs/op and 24 B/op, measured 1 and 24 "
              "(100 and 2400 in 100 ops)\n");
    assert_non_null(strstr(s.out, "\nFAIL\n"));
    spawned_done(&s);
    s = RUN("--bench=Liar", "--benchtime=100x");
    CHECK_RUN(s, 0, "");
    spawned_done(&s);
}

static void check_without_any_claim_exits_2(void **state)
{
    (void)state;
    if (!hm_counting())
        skip();
    struct spawned s = RUN("--bench=All", "--benchtime=10x", "--check");
    CHECK_RUN(s, 2, "--check: no benchmark that ran makes a claim\n");
    spawned_done(&s);
}

static void a_failed_benchmark_exits_1(void **state)
{
    (void)state;
    struct spawned s = RUN("--bench=Fails", "--benchtime=10x", "--pkg=p");
    CHECK_RUN(s, 1, "");
    static const char start[] = "--- FAIL: BenchmarkFails\n    test_main.c:";
    assert_memory_equal(s.out, start, strlen(start));
    assert_then_seconds(s.out, ": wrong\nFAIL\nexit status 1\nFAIL\tp\t");
    spawned_done(&s);
}

static void bad_usage_exits_2_with_one_line(void **state)
{
    (void)state;
    static const struct {
        const char *flag, *line;
    } bad[] = {
        { "--nope", ": unknown flag --nope; try --help\n" },
        { "--benchtime=0x", ": invalid value \"0x\" for flag --benchtime: invalid count\n" },
        { "--bench=(", ": invalid regexp for element 0 of --bench (\"(\": " },
        { "--skip=a/[", ": invalid regexp for element 1 of --skip (\"[\": " },
        { "--out=/nowhere/at/all",
          ": /nowhere/at/all: cannot be written: No such file or directory\n" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct spawned s = RUN(bad[i].flag);
        CHECK_RUN(s, 2, bad[i].line);
        assert_ptr_equal(strchr(s.err, '\n'), s.err + strlen(s.err) - 1);
        assert_string_equal(s.out, "");
        spawned_done(&s);
    }
}

static void a_full_disk_exits_2(void **state)
{
    (void)state;
    struct spawned s = RUN("--bench=Nothing", "--benchtime=1x", "--out=/dev/full");
    CHECK_RUN(s, 2, ": /dev/full: cannot be written: No space left on device\n");
    spawned_done(&s);
}

static void help_and_a_list_that_do_not_arrive_exit_2(void **state)
{
    (void)state;
    static const char *const flags[] = { "--help", "--list" };
    for (size_t i = 0; i < 2; i++) {
        char command[1024];
        snprintf(command, sizeof command, "'%s' AS-BENCHMARK %s >/dev/full", path, flags[i]);
        struct spawned s = SPAWN("sh", "-c", command);
        CHECK_RUN(s, 2, ": <stdout>: cannot be written: No space left on device\n");
        spawned_done(&s);
    }
}

static void nothing_to_run_is_no_error(void **state)
{
    (void)state;
    struct spawned s = RUN("--bench=Absent", "--pkg=p");
    CHECK_RUN(s, 0, "");
    assert_memory_equal(s.out, "PASS\nok  \tp\t", 12);
    spawned_done(&s);
}

static void list_prints_names_only(void **state)
{
    (void)state;
    struct spawned s = RUN("--list=Boxed|Liar");
    CHECK_RUN(s, 0, "");
    assert_string_equal(s.out, "BenchmarkBoxed\nBenchmarkLiar\n");
    spawned_done(&s);
}

static void without_counters_check_cannot_be_asked(void **state)
{
    (void)state;
    if (hm_counting())
        skip();
    struct spawned s = RUN("--bench=Boxed", "--benchtime=10x", "--check");
    CHECK_RUN(s, 2, ": claims not checked: ");
    assert_non_null(strstr(s.err, ": no B/op and allocs/op: "));
    assert_null(strstr(s.out, "allocs/op"));
    spawned_done(&s);
}

static void help_exits_0(void **state)
{
    (void)state;
    struct spawned s = RUN("--help");
    CHECK_RUN(s, 0, "");
    assert_non_null(strstr(s.out, "usage: "));
    spawned_done(&s);
}

static void several_formats_go_to_their_own_files(void **state)
{
    (void)state;
    char go[64], json[64];
    snprintf(go, sizeof go, "/tmp/hm_test_main.%d.bench", (int)getpid());
    snprintf(json, sizeof json, "/tmp/hm_test_main.%d.json", (int)getpid());
    struct spawned s = RUN("--bench=All", "--benchtime=10x", "--format=go", "--out", go,
                           "--format=json", "--out", json, "--format=table");
    CHECK_RUN(s, 0, "");
    char *go_text = read_whole(go), *json_text = read_whole(json);
    unlink(go);
    unlink(json);
    assert_non_null(go_text);
    assert_non_null(strstr(go_text, "BenchmarkAll"));
    assert_non_null(strstr(go_text, ": a word\n"));
    assert_non_null(strstr(json_text, "\"schema\": \"heapmark-bench/1\""));
    assert_non_null(strstr(s.out, "benchmark "));
    assert_null(strstr(s.out, "goos"));
    free(go_text);
    free(json_text);
    spawned_done(&s);
}

static void an_interrupt_keeps_what_was_measured(void **state)
{
    (void)state;
    struct spawned s = RUN("--bench=Boxed|Interrupts|Hangs", "--benchtime=20ms", "--pkg=p");
    CHECK_RUN(s, 2, ": interrupted; what was measured before is in the report\n");
    assert_non_null(strstr(s.out, "BenchmarkBoxed"));
    assert_null(strstr(s.out, "BenchmarkInterrupts"));
    assert_non_null(strstr(s.out, "\nFAIL\n"));
    spawned_done(&s);
}

static void the_time_limit_ends_a_loop_that_would_go_on(void **state)
{
    (void)state;
    struct spawned s = RUN("--bench=Boxed", "--benchtime=10x", "--timeout=1h");
    CHECK_RUN(s, 0, "");
    spawned_done(&s);
    s = RUN("--bench=Nothing|Endless", "--benchtime=1000000x", "--timeout=2s", "--format=json");
    CHECK_RUN(s, 2, ": time limit reached; what was measured before is in the report\n");
    assert_non_null(strstr(s.out, "\"name\": \"BenchmarkNothing\""));
    assert_non_null(strstr(s.out, "\"interrupted\": true"));
    spawned_done(&s);
}

static void a_benchmark_that_hangs_is_ended_after_the_limit(void **state)
{
    (void)state;
    struct spawned s = RUN("--bench=Nothing|Hangs", "--benchtime=1x", "--timeout=1s");
    CHECK_RUN(s, 2, "heapmark: stopped while a benchmark was running; its sample is lost\n");
    assert_non_null(strstr(s.out, "BenchmarkNothing"));
    spawned_done(&s);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "AS-BENCHMARK") == 0) {
        argv[1] = argv[0];
        return hm_main(argc - 1, argv + 1, all, HM_COUNT(all));
    }
    ssize_t length = readlink(self, path, sizeof path - 1);
    if (length <= 0)
        return 2;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_harness_itself_allocates_nothing_even_in_one_round),
        cmocka_unit_test(true_claims_exit_0_and_print_pass),
        cmocka_unit_test(a_false_claim_exits_1_and_says_claimed_and_measured),
        cmocka_unit_test(check_without_any_claim_exits_2),
        cmocka_unit_test(a_failed_benchmark_exits_1),
        cmocka_unit_test(bad_usage_exits_2_with_one_line),
        cmocka_unit_test(a_full_disk_exits_2),
        cmocka_unit_test(help_and_a_list_that_do_not_arrive_exit_2),
        cmocka_unit_test(nothing_to_run_is_no_error),
        cmocka_unit_test(list_prints_names_only),
        cmocka_unit_test(without_counters_check_cannot_be_asked),
        cmocka_unit_test(help_exits_0),
        cmocka_unit_test(several_formats_go_to_their_own_files),
        cmocka_unit_test(an_interrupt_keeps_what_was_measured),
        cmocka_unit_test(the_time_limit_ends_a_loop_that_would_go_on),
        cmocka_unit_test(a_benchmark_that_hangs_is_ended_after_the_limit),
    };
    return cmocka_run_group_tests_name("main", tests, NULL, NULL);
}
