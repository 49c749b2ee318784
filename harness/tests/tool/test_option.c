/* test_option.c -- every verb names a wrong option in one line, in the same form.
 *
 * Method: run the built tool. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "support/cmocka_all.h"

#include "cli/verb.h"
#include "support/spawn.h"

#define TOOL HM_BUILD_DIR "/bin/heapmark"

static void assert_said(const char *verb, const char *option, const char *want)
{
    struct spawned s = SPAWN(TOOL, verb, option);
    if (exit_status(&s) != HM_EXIT_USAGE || strcmp(s.err, want) != 0 || s.out[0] != '\0')
        fail_msg("heapmark %s %s: exit status %d, stderr: %s", verb, option, exit_status(&s),
                 s.err);
    spawned_done(&s);
}

static void each_verb_names_an_unknown_option_and_its_own_help(void **state)
{
    (void)state;
    for (const struct cli_verb *v = cli_verbs; v->name != NULL; v++) {
        char want[256];
        if (strcmp(v->name, "escape") == 0)
            continue; /* its CFLAGS look like options; it has another message */
        snprintf(want, sizeof want,
                 "heapmark %s: no such option: --zebra; `heapmark %s --help` tells more\n", v->name,
                 v->name);
        assert_said(v->name, "--zebra", want);
    }
}

static void each_verb_has_its_help_under_the_letter_too(void **state)
{
    (void)state;
    for (const struct cli_verb *v = cli_verbs; v->name != NULL; v++) {
        char begin[64];
        struct spawned s = SPAWN(TOOL, v->name, "-h"), whole = SPAWN(TOOL, v->name, "--help");
        if (strcmp(v->name, "escape") != 0 || exit_status(&s) != HM_EXIT_USAGE) {
            snprintf(begin, sizeof begin, "usage: heapmark %s ", v->name);
            assert_int_equal(exit_status(&s), HM_EXIT_OK);
            assert_memory_equal(s.out, begin, strlen(begin));
        }
        assert_string_equal(s.out, whole.out);
        spawned_done(&s);
        spawned_done(&whole);
    }
}

static void a_value_that_is_missing_or_too_much_is_named(void **state)
{
    (void)state;
    assert_said("run", "--out",
                "heapmark run: --out wants a value; `heapmark run --help` tells more\n");
    assert_said("run", "--json=x",
                "heapmark run: --json takes no value; `heapmark run --help` tells more\n");
}

static void a_letter_is_named_alone(void **state)
{
    (void)state;
    assert_said("compare", "-xyz",
                "heapmark compare: no such option: -x; `heapmark compare --help` tells more\n");
}

static void a_project_without_a_folder_is_said(void **state)
{
    (void)state;
    static const char *const verbs[] = { "trace", "explain" };
    for (size_t i = 0; i < 2; i++) {
        struct spawned s = SPAWN(TOOL, verbs[i], "-p");
        assert_int_equal(exit_status(&s), 2);
        assert_non_null(strstr(s.err, ": -p wants a folder, that of compile_commands.json"));
        spawned_done(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_verb_names_an_unknown_option_and_its_own_help),
        cmocka_unit_test(each_verb_has_its_help_under_the_letter_too),
        cmocka_unit_test(a_value_that_is_missing_or_too_much_is_named),
        cmocka_unit_test(a_letter_is_named_alone),
        cmocka_unit_test(a_project_without_a_folder_is_said),
    };
    return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
