/* trace_corpus.c -- every program of tests/trace ends as its WANT comments say: nothing missing,
 * nothing unexpected.
 *
 * Usage: trace_corpus COMPILER C++COMPILER LEVEL, e.g. `trace_corpus gcc g++ -O2`. Two programs run
 * at a time. A compiler that is not there skips the test. */
#include "support/cmocka_all.h"

#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/counted.h"
#include "support/spawn.h"

#define TOOL   HM_BUILD_DIR "/bin/heapmark"
#define CORPUS HM_SOURCE_DIR "/harness/tests/trace/*.c*"

enum { AT_ONCE = 2, LEAST = 37 }; /* the seven patterns and thirty more */

static char **arguments;

static bool is_cplusplus(const char *path)
{
    return strcmp(strrchr(path, '.'), ".cpp") == 0;
}

static int check(const char *path)
{
    char cc[256];
    snprintf(cc, sizeof cc, "--cc=%s", arguments[is_cplusplus(path) ? 2 : 1]);
    struct spawned s = SPAWN(TOOL, "trace", "--check", cc, arguments[3], "-w", path);
    int status = exit_status(&s);
    if (status != 0)
        print_error("%s %s %s: exit %d\n%s", cc, arguments[3], path, status, s.err);
    spawned_done(&s);
    return status == 0 ? 0 : 1;
}

/* The programs of one lane; the number that failed. */
static int check_lane(const glob_t *programs, size_t lane)
{
    int failed = 0;
    for (size_t i = lane; i < programs->gl_pathc; i += AT_ONCE)
        failed += check(programs->gl_pathv[i]);
    return failed;
}

static void every_program_ends_as_its_comments_say(void **state)
{
    glob_t programs;
    int failed = 0;

    (void)state;
    assert_int_equal(glob(CORPUS, 0, NULL, &programs), 0);
    assert_true(programs.gl_pathc >= LEAST);
    for (size_t lane = 1; lane < AT_ONCE; lane++)
        if (fork() == 0)
            _exit(check_lane(&programs, lane));
    failed += check_lane(&programs, 0);
    for (int status; wait(&status) > 0;)
        failed += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    globfree(&programs);
    assert_int_equal(failed, 0);
}

int main(int argc, char **argv)
{
    HM_NEEDS_COUNTING();
    if (argc != 4)
        return 2;
    arguments = argv;
    struct spawned there = SPAWN(argv[2], "--version");
    bool found = exit_status(&there) == 0;
    spawned_done(&there);
    if (!found)
        return HM__SKIPPED;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_program_ends_as_its_comments_say),
    };
    return cmocka_run_group_tests_name(argv[3], tests, NULL, NULL);
}
