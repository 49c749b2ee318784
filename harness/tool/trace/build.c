/* build.c -- compile sources with the flags that the tracer needs. */
#include "trace/launch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/paths.h"
#include "process/flags.h"
#include "process/start.h"

static bool ends_in(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    return n > m && strcmp(name + n - m, ending) == 0;
}

static bool is_cplusplus(const char *name)
{
    return ends_in(name, ".cc") || ends_in(name, ".cpp") || ends_in(name, ".cxx") ||
           ends_in(name, ".C");
}

bool trace_is_source(const char *name)
{
    return ends_in(name, ".c") || is_cplusplus(name);
}

static size_t count(const char *const *list)
{
    size_t n = 0;
    while (list[n] != NULL)
        n++;
    return n;
}

static bool cplusplus(char *const *sources)
{
    for (size_t i = 0; sources[i] != NULL; i++)
        if (is_cplusplus(sources[i]))
            return true;
    return false;
}

static const char *compiler(const char *cc, char *const *sources)
{
    if (cc == NULL)
        cc = getenv(cplusplus(sources) ? "CXX" : "CC");
    if (cc == NULL || cc[0] == '\0')
        cc = cplusplus(sources) ? "c++" : "cc";
    return cc;
}

/* Append `list` to argv[0..n). Returns the new length. */
static size_t add(const char **argv, size_t n, const char *const *list)
{
    size_t added = count(list);
    memcpy(argv + n, list, added * sizeof *argv);
    return n + added;
}

static char program[PATH_MAX]; /* in a folder of its own; both go when this process exits */

static void remove_program(void)
{
    unlink(program);
    *strrchr(program, '/') = '\0';
    rmdir(program);
}

/* False with errno. */
static bool make_folder(void)
{
    const char *tmp = getenv("TMPDIR");
    int n = snprintf(program, sizeof program, "%s/heapmark-trace-XXXXXX",
                     tmp != NULL && tmp[0] != '\0' ? tmp : "/tmp");
    if (mkdtemp(program) == NULL)
        return false;
    snprintf(program + n, sizeof program - (size_t)n, "/traced");
    return atexit(remove_program) == 0;
}

/* Does the compiler know that flag, and heed it? clang only warns of some that it ignores. */
static bool knows(const char *cc, const char *flag, bool cplusplus)
{
    const char *const argv[] = { cc,   "-Werror",   flag,
                                 "-E", "-x",        cplusplus ? "c++" : "c",
                                 "-o", "/dev/null", "/dev/null",
                                 NULL };
    int status;
    return process_run(
               &(struct process_start){
                   .argv = argv,
                   .fd = { [STDOUT_FILENO] = PROCESS_NULL, [STDERR_FILENO] = PROCESS_NULL } },
               &status, NULL) &&
           process_succeeded(status);
}

/* What else this compiler needs. Returns the new length of argv, where there is room for four, and
 * what has no frames then. */
static size_t add_own(const char **argv, size_t n, bool cplusplus, const char **frameless)
{
    const char *const headers =
        "-finstrument-functions-exclude-file-list=/usr/include,/usr/lib/gcc";
    const char *const late = "-finstrument-functions-after-inlining";
    const char *cc = argv[0];

    if (knows(cc, "-fno-partial-inlining", cplusplus)) /* the rest of a function has no entry */
        argv[n++] = "-fno-partial-inlining";
    if (!cplusplus)
        return n;
    if (knows(cc, headers, true)) { /* most calls of a C++ program are of the standard library's */
        argv[n++] = headers;
        *frameless = "functions of the system's headers";
    } else if (knows(cc, late, true)) { /* the same for those that are declared inline */
        argv[n++] = late;
        argv[n++] = "-O2";
        argv[n++] = "-finline-hint-functions";
        *frameless = "functions declared inline";
    } else {
        argv[n++] = "-fno-inline"; /* clang runs no exit hook when an exception passes */
    }
    return n;
}

char *trace_build(const char *cc, char *const *flags, char *const *sources, bool plain,
                  const char **frameless, char why[PROCESS_WHY_MAX])
{
    const char *const *given = (const char *const *)flags;
    const char *const *files = (const char *const *)sources;
    const char **argv =
        calloc(count(process_flags_traced) + count(given) + count(files) + 10, sizeof *argv);
    size_t n = 0;
    int status;

    why[0] = '\0';
    *frameless = NULL;
    if (argv == NULL || !make_folder()) {
        snprintf(why, PROCESS_WHY_MAX, "%.400s: %s",
                 argv == NULL ? "the compiler's arguments" : program, strerror(errno));
        free(argv);
        return NULL;
    }
    argv[n++] = compiler(cc, sources);
    argv[n++] = "-I";
    argv[n++] = cli_include_folder();
    if (plain)
        argv[n++] = "-g";
    else
        n = add(argv, n, process_flags_traced);
    if (!plain)
        n = add_own(argv, n, cplusplus(sources), frameless);
    n = add(argv, n, files);
    n = add(argv, n, given);
    argv[n++] = "-o";
    argv[n++] = program;
    bool built = process_run(&(struct process_start){ .argv = argv }, &status, why) &&
                 process_succeeded(status);
    free(argv);
    return built ? program : NULL;
}
