/* test_against_valgrind.c -- for programs of the system, `heapmark run` counts exactly the
 * blocks and requested bytes that Valgrind counts.
 *
 * How much a program allocates may depend on its environment, and Valgrind adds variables to it.
 * So the program gets the same variables under `heapmark run`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "verify/read.h"
#include "support/counted.h"
#include "support/spawn.h"

#define TOOL         HM_BUILD_DIR "/bin/heapmark"
#define FILE_TO_READ HM_SOURCE_DIR "/harness/tool/run/cmd_run.c"

enum { ARGS = 8, PROGRAMS_WANTED = 10 };

static const char *const programs[][ARGS] = {
    { "ls", "-l", HM_SOURCE_DIR },
    { "sort", FILE_TO_READ },
    { "sed", "-n", "s/static/STATIC/p", FILE_TO_READ },
    { "awk", "{ n[$1]++ } END { print length(n) }", FILE_TO_READ },
    { "grep", "-c", "static .*(", FILE_TO_READ },
    { "find", HM_SOURCE_DIR "/harness/src/base", "-name", "*.c" },
    { "tar", "-cf", "/dev/null", "-C", HM_SOURCE_DIR "/harness/src", "base" },
    { "gzip", "-c", FILE_TO_READ },
    { "sqlite3",
      ":memory:", "create table t(x); insert into t values(1),(2); select sum(x) from t;" },
    { "perl", "-e", "my %h; $h{$_ % 7} .= \"x\" for 1..500; print join(\",\", sort keys %h)" },
    { "git", "--version" },
    { "xmllint", "--version" },
    { "diff", FILE_TO_READ, FILE_TO_READ },
    { "cat", FILE_TO_READ },
    { "wc", FILE_TO_READ },
};

/* The variables that Valgrind adds to the environment, as arguments of env(1). */
static char *environment[16];

/* Not Valgrind's libraries, but a missing file with a name of the same length. */
static char *as_long(char *preload)
{
    memset(preload + 11, '/', strlen(preload + 11) - 1);
    return preload;
}

static void learn_environment(void)
{
    struct spawned s = SPAWN("env", "-i", "PATH=/usr/bin:/bin", "LC_ALL=C", "PERL_HASH_SEED=0",
                             "valgrind", "-q", "env");
    char *rest = NULL;
    size_t n = 0;
    for (char *line = strtok_r(s.out, "\n", &rest); line != NULL && n < 15;
         line = strtok_r(NULL, "\n", &rest))
        environment[n++] = strdup(strncmp(line, "LD_PRELOAD=", 11) == 0 ? as_long(line) : line);
    spawned_done(&s);
}

/* env -i, the variables, the prefix, then the program. Valgrind adds its own variables itself. */
static struct spawned run_with(bool as_under_valgrind, const char *const *prefix,
                               const char *const *program)
{
    const char *argv[48] = { "env", "-i", "PATH=/usr/bin:/bin", "LC_ALL=C", "PERL_HASH_SEED=0" };
    size_t n = 5;
    for (size_t i = 0; as_under_valgrind && environment[i] != NULL; i++)
        argv[n++] = environment[i];
    for (; *prefix != NULL; prefix++)
        argv[n++] = *prefix;
    for (size_t i = 0; i < ARGS && program[i] != NULL; i++)
        argv[n++] = program[i];
    return spawn(argv, NULL);
}

static bool ours(const char *const *program, uint64_t *allocs, uint64_t *bytes)
{
    static const char *const prefix[] = {
        TOOL, "run", "--json", "--out", "against.json", "--", NULL
    };
    struct spawned s = run_with(true, prefix, program);
    json_t *report = json_load_file("against.json", 0, NULL);
    json_t *p = json_array_get(json_object_get(report, "processes"), 0);
    bool counted = json_is_true(json_object_get(p, "counted"));
    *allocs = (uint64_t)json_integer_value(json_object_get(p, "allocs"));
    *bytes = (uint64_t)json_integer_value(json_object_get(p, "bytes"));
    if (!counted)
        print_error("%s: %s\n", program[0], s.err);
    json_decref(report);
    spawned_done(&s);
    unlink("against.json");
    return counted;
}

static bool valgrind_s(const char *const *program, uint64_t *allocs, uint64_t *bytes)
{
    static const char *const prefix[] = { "valgrind", "--leak-check=no", "--undef-value-errors=no",
                                          "--child-silent-after-fork=yes", NULL };
    struct spawned s = run_with(false, prefix, program);
    bool counted = verify_read_valgrind(s.err, allocs, bytes);
    if (!counted)
        print_error("%s: %s\n", program[0], s.err);
    spawned_done(&s);
    return counted;
}

static void real_programs_have_valgrind_s_totals(void **state)
{
    (void)state;
    if (!is_installed("valgrind")) {
        print_message("skipped: no Valgrind here\n");
        return;
    }
    learn_environment();
    size_t compared = 0, wrong = 0, missing = 0;
    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
        uint64_t our_allocs, our_bytes, allocs, bytes;
        if (!is_installed(programs[i][0])) {
            print_message("%s: skipped, not installed\n", programs[i][0]);
            missing++;
            continue;
        }
        if (!ours(programs[i], &our_allocs, &our_bytes) ||
            !valgrind_s(programs[i], &allocs, &bytes)) {
            wrong++;
            continue;
        }
        compared++;
        bool same = our_allocs == allocs && our_bytes == bytes;
        print_message("%-8s %8lu blocks %10lu bytes; Valgrind %8lu %10lu%s\n", programs[i][0],
                      (unsigned long)our_allocs, (unsigned long)our_bytes, (unsigned long)allocs,
                      (unsigned long)bytes, same ? "" : "   DIFFER");
        wrong += !same;
    }
    assert_int_equal(wrong, 0);
    assert_true(compared >= PROGRAMS_WANTED || missing > 0);
}

int main(void)
{
    HM_NEEDS_COUNTING();
    const struct CMUnitTest tests[] = { cmocka_unit_test(real_programs_have_valgrind_s_totals) };
    return cmocka_run_group_tests_name("heapmark run against Valgrind", tests, NULL, NULL);
}
