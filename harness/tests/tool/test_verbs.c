/* test_verbs.c -- what all verbs have in common: help, and an error if stdout cannot be written.
 *
 * Method: run the built tool through a shell whose standard output fails. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/cmocka_all.h"

#include "cli/verb.h"
#include "support/counted.h"
#include "support/spawn.h"

#define TOOL      HM_BUILD_DIR "/bin/heapmark"
#define GOLDEN    HM_SOURCE_DIR "/harness/tests/golden"
#define EXERCISES HM_SOURCE_DIR "/demos/exercises"
#define RECORDED  HM_SOURCE_DIR "/demos/00_count_first/go/recorded"

static struct spawned shell(const char *args, const char *after)
{
    char command[2048];
    int length = snprintf(command, sizeof command, "'" TOOL "' %s %s", args, after);
    assert_in_range(length, 1, sizeof command - 1);
    return SPAWN("sh", "-c", command);
}

/* If standard output fails, the verb prints one line that begins with this text and exits with
 * status 2. */
static void assert_said(const char *args, const char *after, const char *line)
{
    struct spawned s = shell(args, after);
    char *end = strchr(s.err, '\n');
    if (exit_status(&s) != HM_EXIT_USAGE || strncmp(s.err, line, strlen(line)) != 0 ||
        end == NULL || end[1] != '\0')
        fail_msg("heapmark %s %s: exit status %d, stderr: %s", args, after, exit_status(&s), s.err);
    spawned_done(&s);
}

static void assert_full_is_said(const char *args)
{
    char line[128];
    snprintf(line, sizeof line,
             "heapmark %.*s: <stdout>: cannot be written: No space left on device\n",
             (int)strcspn(args, " "), args);
    assert_said(args, ">/dev/full", line);
}

static void the_help_of_each_verb_says_that_it_did_not_arrive(void **state)
{
    (void)state;
    for (const struct cli_verb *v = cli_verbs; v->name != NULL; v++) {
        char args[64];
        snprintf(args, sizeof args, "%s --help", v->name);
        if (strcmp(v->name, "escape") != 0)
            assert_full_is_said(args);
    }
}

static void the_answer_of_each_verb_says_that_it_did_not_arrive(void **state)
{
    (void)state;
    assert_full_is_said("compare '" GOLDEN "/blind.bench'");
    assert_full_is_said("compare --ladder='" GOLDEN "/ladder/full' --format=json");
    assert_full_is_said("explain --go-bench='" RECORDED "/bench-go1.26.8-linux-amd64.txt'");
    assert_full_is_said("exercise --exercises '" EXERCISES "' --mine none list");
    if (HM_ISOLATES)
        assert_full_is_said("grade --exercises '" EXERCISES "' --exercise 1 '" HM_SOURCE_DIR
                            "/harness/tests/support'");
    assert_full_is_said("read-m '" RECORDED "/m2-go1.26.8-linux-amd64.txt'");
}

static void an_answer_that_took_long_says_that_it_did_not_arrive(void **state)
{
    (void)state;
#ifndef HM_SANITIZED
    assert_full_is_said("trace --json --quiet '" HM_SOURCE_DIR "/harness/tests/trace/sizes.c'");
    assert_full_is_said("trace --quiet '" HM_SOURCE_DIR "/harness/tests/trace/sizes.c'");
    if (system("command -v valgrind >/dev/null") != 0)
        return; /* what verify then says on stderr is more than one line */
    assert_full_is_said("verify --benchtime=1x --bench=Agree/libc '" HM_BUILD_DIR
                        "/programs/verify_cases'");
#endif
}

static void escape_says_that_its_answer_did_not_arrive(void **state)
{
    (void)state;
    if (access(HM_BUILD_DIR "/bin/heapmark-escape", X_OK) != 0)
        return;
    static const char line[] = "heapmark escape: <stdout>: cannot be written";
    assert_said("escape --help", ">/dev/full", line);
    assert_said("escape --no-o2 '" HM_SOURCE_DIR "/harness/tests/escape/stores.c'", ">/dev/full",
                line);
}

static void help_and_the_version_say_that_they_did_not_arrive(void **state)
{
    (void)state;
    static const char line[] = "heapmark: <stdout>: cannot be written: No space left on device\n";
    assert_said("help", ">/dev/full", line);
    assert_said("--version", ">/dev/full", line);
}

static void a_standard_output_that_is_closed_is_as_bad_as_a_full_one(void **state)
{
    (void)state;
    assert_said("help", ">&-", "heapmark: <stdout>: cannot be written: Bad file descriptor\n");
}

static void a_verb_that_had_nothing_to_write_needs_no_standard_output(void **state)
{
    (void)state;
    static const char file[] = "verbs.json";
    struct spawned s =
        shell("compare --format=json --out=verbs.json '" GOLDEN "/blind.bench'", ">/dev/full");
    assert_int_equal(exit_status(&s), HM_EXIT_OK);
    assert_string_equal(s.err, "");
    unlink(file);
    spawned_done(&s);
}

static void the_version_is_that_of_the_project(void **state)
{
    (void)state;
    struct spawned s = shell("--version", "");
    assert_int_equal(exit_status(&s), HM_EXIT_OK);
    assert_string_equal(s.out, "heapmark " HM_VERSION_TEXT "\n");
    spawned_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_help_of_each_verb_says_that_it_did_not_arrive),
        cmocka_unit_test(the_answer_of_each_verb_says_that_it_did_not_arrive),
        cmocka_unit_test(an_answer_that_took_long_says_that_it_did_not_arrive),
        cmocka_unit_test(escape_says_that_its_answer_did_not_arrive),
        cmocka_unit_test(help_and_the_version_say_that_they_did_not_arrive),
        cmocka_unit_test(a_standard_output_that_is_closed_is_as_bad_as_a_full_one),
        cmocka_unit_test(a_verb_that_had_nothing_to_write_needs_no_standard_output),
        cmocka_unit_test(the_version_is_that_of_the_project),
    };
    return cmocka_run_group_tests_name("the verbs of heapmark", tests, NULL, NULL);
}
