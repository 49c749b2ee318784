/* corpus.c -- every program of tests/trace gets the verdicts of its WANT comments: none is
 * missing, none is unexpected.
 *
 * Those of tests/trace/plugin load a library, compiled with hooks and without.
 *
 * Usage: trace_corpus COMPILER C++COMPILER LEVEL [--any], e.g. `trace_corpus gcc g++ -O2`. With
 * --any as they are, under the Valgrind tool: those of tests/trace/any, and the others with flags
 * that keep a frame for each function. Two programs run at a time. A compiler that is not there
 * skips the test. */
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
#define AS_IS  HM_SOURCE_DIR "/harness/tests/trace/any/*.c*"
#define PLUGIN HM_SOURCE_DIR "/harness/tests/trace/plugin"

enum { AT_ONCE = 2, LEAST = 37 }; /* the seven patterns and thirty more */

static char **arguments;
static bool any; /* as it is, under the Valgrind tool */

/* Where the Valgrind tool rightly says something else than the hooks do. */
static const char *const differs[] = {
    "builtin_longjmp.c",     /* a function without hooks has a frame all the same */
    "coroutine_elsewhere.c", /* knows the thread again once it is back on its own stack */
    "every_entry.c",         /* aligned_alloc has the address of memalign in glibc */
    "inlined.c",             /* speaks of machine frames where inlined ones cannot be told apart */
    "realloc_to_nothing.c",  /* realloc(p, 0) frees */
    "uninstrumented_helper.c", /* the same */
};

static bool is_cplusplus(const char *path)
{
    return strcmp(strrchr(path, '.'), ".cpp") == 0;
}

static bool left_out(const char *path)
{
    bool jumps = arguments[3][2] >= '2'; /* a call at the end of a function is one */
    if (strcmp(strrchr(path, '/') + 1, "tail_calls.c") == 0 && strstr(path, "/any/") != NULL)
        return !jumps;
    for (size_t i = 0; any && i < sizeof differs / sizeof differs[0]; i++)
        if (strcmp(strrchr(path, '/') + 1, differs[i]) == 0)
            return true;
    return false;
}

static bool is_gcc(void)
{
    return strncmp(arguments[1], "gcc", 3) == 0;
}

#define GCC_ONLY(flag) (is_gcc() ? (flag) : "-w")

/* Every function keeps a frame of its own, at every level. */
#define KEEP_FRAMES                                                                                \
    "-fno-inline", GCC_ONLY("-fno-ipa-cp"), GCC_ONLY("-fno-ipa-icf"), GCC_ONLY("-fno-ipa-sra"),    \
        "-fno-builtin", "-fno-optimize-sibling-calls", "-pthread"

/* clang has hooks for C++ only in what it did not inline. */
#define KEEP_INLINE(path) (is_cplusplus(path) && !is_gcc() ? "-fno-inline-functions" : "-w")

static int check(const char *path)
{
    char cc[256];
    if (left_out(path))
        return 0;
    snprintf(cc, sizeof cc, "--cc=%s", arguments[is_cplusplus(path) ? 2 : 1]);
    struct spawned s =
        strstr(path, "/any/") != NULL ? SPAWN(TOOL, "trace", "--any", "--check", cc, arguments[3],
                                              "-w", path, "-fno-builtin", "-pthread")
        : any ? SPAWN(TOOL, "trace", "--any", "--check", cc, arguments[3], "-w", path, KEEP_FRAMES)
              : SPAWN(TOOL, "trace", "--check", cc, arguments[3], KEEP_INLINE(path), "-w", path);
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
    if (any)
        assert_int_equal(glob(AS_IS, GLOB_APPEND, NULL, &programs), 0);
    for (size_t lane = 1; lane < AT_ONCE; lane++)
        if (fork() == 0)
            _exit(check_lane(&programs, lane));
    failed += check_lane(&programs, 0);
    for (int status; wait(&status) > 0;)
        failed += !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    globfree(&programs);
    assert_int_equal(failed, 0);
}

/* Compile `source` of tests/trace/plugin with the flags of the recipe, and of the corpus. */
static void build(const char *source, const char *to, const char *hooks, bool shared)
{
    char path[512];
    snprintf(path, sizeof path, PLUGIN "/%s", source);
    struct spawned s = SPAWN(arguments[1], arguments[3], "-g", hooks, "-fno-omit-frame-pointer",
                             "-fno-builtin-malloc", "-fno-builtin-free", "-fPIC",
                             shared ? "-shared" : "-rdynamic", "-o", to, path, "-ldl");
    if (exit_status(&s) != 0)
        fail_msg("%s %s: %s", arguments[1], path, s.err);
    spawned_done(&s);
}

static void check_with_library(const char *source, const char *hooks)
{
    char library[64], program[64];
    snprintf(library, sizeof library, "./corpus_%s%s.so", arguments[1], arguments[3]);
    snprintf(program, sizeof program, "./corpus_%s%s", arguments[1], arguments[3]);
    build("library.c", library, hooks, true);
    build(source, program, "-finstrument-functions", false);
    struct spawned s = SPAWN(TOOL, "trace", "--check", program, library);
    int status = exit_status(&s);
    if (status != 0)
        print_error("%s: exit %d\n%s", source, status, s.err);
    spawned_done(&s);
    unlink(library);
    unlink(program);
    assert_int_equal(status, 0);
}

static void what_a_library_with_hooks_makes_is_its_own(void **state)
{
    (void)state;
    check_with_library("with_hooked.c", "-finstrument-functions");
}

static void what_a_library_without_hooks_makes_belongs_to_the_line_that_called_it(void **state)
{
    (void)state;
    check_with_library("with_plain.c", "-g");
}

int main(int argc, char **argv)
{
    HM_NEEDS_COUNTING();
    any = argc == 5 && strcmp(argv[4], "--any") == 0;
    if (argc != 4 && !any)
        return 2;
    arguments = argv;
    struct spawned there = SPAWN(argv[2], "--version");
    bool found = exit_status(&there) == 0;
    spawned_done(&there);
    if (!found)
        return TEST_SKIPPED;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_program_ends_as_its_comments_say),
        cmocka_unit_test(what_a_library_with_hooks_makes_is_its_own),
        cmocka_unit_test(what_a_library_without_hooks_makes_belongs_to_the_line_that_called_it),
    };
    if (any) {
        const struct CMUnitTest alone[] = { cmocka_unit_test(
            every_program_ends_as_its_comments_say) };
        return cmocka_run_group_tests_name(argv[3], alone, NULL, NULL);
    }
    return cmocka_run_group_tests_name(argv[3], tests, NULL, NULL);
}
