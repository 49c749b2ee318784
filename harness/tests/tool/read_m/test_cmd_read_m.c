/* test_cmd_read_m.c -- runs the built tool on recorded output of several Go versions and checks its
 * output against golden files, its errors and exit statuses. HM_GOLDEN=write writes them. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "support/cmocka_all.h"

#include "support/golden.h"
#include "support/spawn.h"

#define GOLDEN HM_SOURCE_DIR "/harness/tests/golden/read_m"
#define TOOL   HM_BUILD_DIR "/bin/heapmark"

static struct spawned shell(const char *args)
{
    char command[1024];
    snprintf(command, sizeof command, "cd '%s' && '%s' read-m %s", GOLDEN, TOOL, args);
    return SPAWN("sh", "-c", command);
}

static struct spawned fed(const char *input)
{
    const char *const argv[] = { TOOL, "read-m", NULL };
    return spawn(argv, input);
}

static void golden(const char *args, const char *name)
{
    char path[512];
    struct spawned s = shell(args);
    snprintf(path, sizeof path, "%s/%s", GOLDEN, name);
    assert_golden_text(path, s.out);
    assert_string_equal(s.err, "");
    assert_int_equal(exit_status(&s), 0);
    spawned_done(&s);
}

static void the_seed_is_explained_by_its_indirect_call(void **state)
{
    (void)state;
    golden("seed.m", "seed.txt");
    golden("seed_prose.m", "seed.txt"); /* without the tab, among other lines */
    golden("seed_three.m", "seed_three.txt");
}

static void every_form_is_read(void **state)
{
    (void)state;
    golden("--all quadrants_go1.9.7.m", "quadrants_go1.9.7.txt");
    golden("--all quadrants_go1.13.15.m", "quadrants_go1.13.15.txt");
    golden("--all quadrants_go1.14.15.m", "quadrants_go1.14.15.txt");
    golden("--all quadrants_go1.19.13.m", "quadrants_go1.19.13.txt");
    golden("--bench=quadrants.bench quadrants_go1.26.8.m", "quadrants_go1.26.8.txt");
    golden("json", "json.txt");
    golden("--json seed_three.m", "seed_three.json");
}

static void refused(struct spawned s, const char *shown, const char *error)
{
    assert_int_equal(exit_status(&s), 2);
    assert_non_null(strstr(s.err, error));
    if (shown != NULL)
        assert_non_null(strstr(s.out, shown));
    spawned_done(&s);
}

static void what_is_cut_off_is_named_and_the_rest_is_shown(void **state)
{
    (void)state;
    refused(fed("./a.go:1:2: x escapes to heap\n./a.go:2:3: y escapes to he"), "x escapes to heap",
            "<stdin>:2: not a message");
    refused(fed("./a.go:1:2: x escapes to heap\n./a.go:2:3: y does not escape"),
            "x escapes to heap", "<stdin>:2: the last line has no end");
    refused(fed("./a.go:1:2: x escapes to heap in f:\n./a.go:1:2:   flow: {heap} \xe2\x86\x90 "
                "&{storage for x}:\n"),
            "x escapes to heap", "the explanation that begins in line 1");
    refused(fed("./a.go:1:2:     from x (spill) at ./a.go:1:2\n./a.go:2:3: y escapes to heap\n"),
            "y escapes to heap", "<stdin>:1: a cause without the message");
}

static void of_many_problems_of_one_input_the_first_are_shown(void **state)
{
    (void)state;
    struct spawned s = fed("a.go:1:2: a flees\na.go:1:2: b flees\na.go:1:2: c flees\n"
                           "a.go:1:2: d flees\na.go:1:2: e flees\na.go:1:2: f flees\n"
                           "a.go:1:2: g flees\n");
    assert_int_equal(exit_status(&s), 2);
    assert_non_null(strstr(s.err, "<stdin>:5: not a message"));
    assert_null(strstr(s.err, "<stdin>:6"));
    assert_non_null(strstr(s.err, "<stdin>: and 2 more like these\n"));
    spawned_done(&s);
}

static void foreign_input_is_named_and_the_rest_is_shown(void **state)
{
    (void)state;
    refused(fed("./a.go:1:2: x escapes to heap\r\n./a.go:2:3: y escapes to heap\r\n"),
            "y escapes to heap\n", "<stdin>:1: Windows line ends");
    refused(fed("go: go1.99.1 linux/amd64\n./a.go:1:2: x escapes to heap\n"), "x escapes to heap",
            "<stdin>:1: go1.99.1 is newer than go1.27");
    refused(fed("./a.go:1:2: x flees to heap\n./a.go:2:3: y escapes to heap\n"),
            "y escapes to heap", "<stdin>:1: not a message");
    refused(fed("hello\n"), NULL, "no line begins with FILE.go:LINE:");
    refused(fed(""), NULL, "<stdin>: empty");
    refused(shell("/nonexistent"), NULL, "/nonexistent: cannot be opened");
    refused(shell("--go=banana seed.m"), NULL, "--go=banana");
    refused(shell("--frobnicate"), NULL, "frobnicate");
    refused(shell("--benchmark='(' seed.m"), NULL, "--benchmark=(");
    refused(shell("--bench=/nonexistent seed.m"), "1 escapes to heap", "/nonexistent");
}

static void a_known_version_decides_the_cost_of_a_constant(void **state)
{
    (void)state;
    struct spawned old = shell("--go=1.8 seed.m"), today = shell("--go=1.26 seed.m");
    assert_non_null(strstr(old.out, "1 cost a block each time"));
    assert_non_null(strstr(today.out, "1 cost nothing"));
    spawned_done(&old);
    spawned_done(&today);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seed_is_explained_by_its_indirect_call),
        cmocka_unit_test(every_form_is_read),
        cmocka_unit_test(what_is_cut_off_is_named_and_the_rest_is_shown),
        cmocka_unit_test(of_many_problems_of_one_input_the_first_are_shown),
        cmocka_unit_test(foreign_input_is_named_and_the_rest_is_shown),
        cmocka_unit_test(a_known_version_decides_the_cost_of_a_constant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
