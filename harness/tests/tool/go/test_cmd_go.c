/* test_cmd_go.c -- `heapmark go` with recorded output of Go, and with the Go that is here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/cmocka_all.h"

#include "support/golden.h"
#include "support/spawn.h"

#define TESTS HM_SOURCE_DIR "/harness/tests"
#define TOOL  HM_BUILD_DIR "/bin/heapmark"
#define FAKE  "GO='" TESTS "/sweep/fake_go.sh'"

static struct spawned shell(const char *environment, const char *args)
{
    char command[1024];
    snprintf(command, sizeof command, "cd '%s/go/tiny' && %s '%s' go %s", TESTS, environment, TOOL,
             args);
    return SPAWN("sh", "-c", command);
}

static void recorded(const char *args, const char *golden)
{
    struct spawned s = shell(FAKE, args);
    char path[512];
    assert_string_equal(s.err, "");
    assert_int_equal(exit_status(&s), 0);
    snprintf(path, sizeof path, TESTS "/golden/go/%s", golden);
    assert_golden_text(path, s.out);
    spawned_done(&s);
}

static void the_first_run_is_taken_off_the_second(void **state)
{
    (void)state;
    recorded("", "tiny.txt");
    recorded("--json --ops=100 .", "tiny.json");
}

static void every_format_has_its_form(void **state)
{
    (void)state;
    recorded("--format=editor", "tiny.editor");
    recorded("--format=sarif", "tiny.sarif");
    recorded("--format=annotate", "tiny.annotate");
    recorded("--annotate", "tiny.annotate");
    recorded("--annotate=html", "tiny.html");
}

static void a_function_that_must_not_cost_a_block_is_held_to_it(void **state)
{
    (void)state;
    struct spawned broken = shell(FAKE, "--fail-on=heap:box"),
                   kept = shell(FAKE, "--fail-on=heap:text");
    assert_int_equal(exit_status(&broken), 1);
    assert_string_equal(broken.err,
                        "heapmark go: ./tiny.go:7: in box, which must not cost a block: "
                        "0.5 blocks/op, 8 B/op in BenchmarkBox\n");
    assert_int_equal(exit_status(&kept), 0); /* the recorded run is of Box alone */
    spawned_done(&broken);
    spawned_done(&kept);
}

static void refused(const char *environment, const char *args, const char *because)
{
    struct spawned s = shell(environment, args);
    assert_int_equal(exit_status(&s), 2);
    assert_non_null(strstr(s.err, because));
    spawned_done(&s);
}

static void what_cannot_be_run_is_named(void **state)
{
    (void)state;
    refused("GO=/nonexistent", "", "/nonexistent");
    refused("GO=false", "", "go list failed");
    refused(FAKE, "--ops=0", "--ops=0: expected a number");
    refused(FAKE, "--fail-on=heap:nope", "--fail-on=heap:nope: -m does not mention");
    refused(FAKE, "--fail-on=box", "expected heap:FUNCTION");
    refused(FAKE, "--annotate=pdf", "--annotate=pdf: expected text or html");
    refused(FAKE, "--format=xml", "--format=xml: expected text");
    refused(FAKE, "a b", "b: expected one package");
    refused(FAKE, "--bench=Nope", "heapmark go: .: no benchmark matches --bench=Nope\n");
    refused(FAKE, "--ops=7", "Benchmark"); /* no profile of 7 ops was recorded */
}

static void a_live_package_is_measured_exactly(void **state)
{
    struct spawned go = SPAWN("sh", "-c", "command -v go && go version | grep -v 'go1\\.[0-9]\\.'");
    int here = exit_status(&go);
    spawned_done(&go);
    (void)state;
    if (here != 0)
        skip();
    struct spawned s = shell("GOFLAGS=-buildvcs=false", "--ops=50");
    assert_int_equal(exit_status(&s), 0);
    assert_non_null(strstr(s.out, "1 blocks/op, 48 B/op in BenchmarkText\n"));
    assert_non_null(strstr(s.out, "[in box]"));
    spawned_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_run_is_taken_off_the_second),
        cmocka_unit_test(every_format_has_its_form),
        cmocka_unit_test(a_function_that_must_not_cost_a_block_is_held_to_it),
        cmocka_unit_test(what_cannot_be_run_is_named),
        cmocka_unit_test(a_live_package_is_measured_exactly),
    };
    return cmocka_run_group_tests_name("cmd_go", tests, NULL, NULL);
}
