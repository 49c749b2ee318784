/* test_flags.c -- CMake, `heapmark trace` and the grader compile with the same flags. */
#include "support/cmocka_all.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process/flags.h"
#include "support/counted.h"
#include "support/spawn.h"

#define TOOL     HM_BUILD_DIR "/bin/heapmark"
#define EXERCISE HM_SOURCE_DIR "/demos/exercises"

static char folder[] = "/tmp/test-flags-XXXXXX";
static char compiler[64], asked[64];

/* A compiler that writes down what it is asked, and compiles. */
static int make_compiler(void **state)
{
    (void)state;
    char script[256], answer[64];
    /* As root we confine the compiler as the user nobody, who must reach it. */
    if (mkdtemp(folder) == NULL || chmod(folder, 0755) != 0)
        return -1;
    snprintf(compiler, sizeof compiler, "%s/cc", folder);
    snprintf(asked, sizeof asked, "%s/asked", folder);
    snprintf(script, sizeof script, "#!/bin/sh\necho \" $* \" >>%s\nexec cc \"$@\"\n", asked);
    write_script(compiler, script, 0755);
    snprintf(answer, sizeof answer, "%s/01_vec3.c", folder);
    char *solution = read_whole(EXERCISE "/01_vec3/solution.c");
    write_script(answer, solution, 0644);
    free(solution);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

/* The list as CMake has it: one blank before each, one at the end. */
static void is_of_cmake(const char *const *list, const char *of_cmake)
{
    char text[1024] = " ";
    for (; *list != NULL; list++) {
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, "%s ", *list);
    }
    assert_string_equal(text, of_cmake);
}

static void the_tool_has_the_lists_of_cmake(void **state)
{
    (void)state;
    is_of_cmake(process_flags_as_written, " " HM_AS_WRITTEN " ");
    is_of_cmake(process_flags_traced, " " HM_AS_WRITTEN " " HM_TRACED " ");
}

/* True if one call of the compiler had all of the list. */
static bool was_asked(const char *const *list)
{
    char *text = read_whole(asked), *rest = NULL;
    bool found = false;
    assert_non_null(text);
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        size_t missing = 0;
        for (size_t i = 0; list[i] != NULL; i++) {
            char word[64];
            snprintf(word, sizeof word, " %s ", list[i]);
            missing += strstr(line, word) == NULL;
        }
        found = found || missing == 0;
    }
    free(text);
    return found;
}

static void trace_compiles_with_them(void **state)
{
    (void)state;
    char cc[80];
    snprintf(cc, sizeof cc, "--cc=%s", compiler);
    unlink(asked);
    struct spawned s = SPAWN(TOOL, "trace", cc, HM_SOURCE_DIR "/harness/tests/trace/never_freed.c");
    spawned_done(&s);
    assert_true(was_asked(process_flags_traced));
}

static void the_grader_compiles_with_them(void **state)
{
    (void)state;
    if (!HM_ISOLATES)
        skip();
    char cc[80];
    snprintf(cc, sizeof cc, "--cc=%s", compiler);
    unlink(asked);
    struct spawned s =
        SPAWN(TOOL, "grade", cc, "--exercises", EXERCISE, "--exercise", "vec3", folder);
    spawned_done(&s);
    assert_true(was_asked(process_flags_as_written));
    assert_false(was_asked(process_flags_traced));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tool_has_the_lists_of_cmake),
        cmocka_unit_test(trace_compiles_with_them),
        cmocka_unit_test(the_grader_compiles_with_them),
    };
    return cmocka_run_group_tests_name("flags", tests, make_compiler, remove_folder);
}
