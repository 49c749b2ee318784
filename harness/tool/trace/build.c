/* trace_build.c -- compile sources the way the tracer needs them. */
#include "trace/launch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/paths.h"

/* The compiler keeps every allocation and every call the source has. */
static const char *const tracing[] = {
    "-O1",
    "-g",
    "-finstrument-functions",
    "-fno-plt",
    "-fno-omit-frame-pointer",
    "-fno-optimize-sibling-calls",
    "-fno-builtin-malloc",
    "-fno-builtin-calloc",
    "-fno-builtin-realloc",
    "-fno-builtin-free",
    "-fno-builtin-aligned_alloc",
    "-fno-builtin-strdup",
    "-fno-builtin-strndup",
};

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

static size_t count(char *const *list)
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

static bool run(char *const *argv, char *why)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        execvp(argv[0], argv);
        fprintf(stderr, "heapmark: %s: %s\n", argv[0], strerror(errno));
        _exit(127);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid) {
        snprintf(why, PROCESS_WHY_MAX, "%s: %s", argv[0], strerror(errno));
        return false;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool trace_build(const char *cc, char *const *flags, char *const *sources, char program[PATH_MAX],
                 char why[PROCESS_WHY_MAX])
{
    const char *tmp = getenv("TMPDIR");
    size_t n = 0, fixed = sizeof tracing / sizeof tracing[0];
    const char **argv = calloc(fixed + count(flags) + count(sources) + 9, sizeof *argv);

    why[0] = '\0';
    snprintf(program, PATH_MAX,
             "%s/heapmark-trace-"
             "XX"
             "XX"
             "XX",
             tmp != NULL && tmp[0] != '\0' ? tmp : "/tmp");
    if (argv == NULL || mkdtemp(program) == NULL) {
        snprintf(why, PROCESS_WHY_MAX, "%s: %s", program, strerror(errno));
        free(argv);
        program[0] = '\0';
        return false;
    }
    size_t length = strlen(program);
    snprintf(program + length, PATH_MAX - length, "/traced");
    argv[n++] = compiler(cc, sources);
    for (size_t i = 0; i < fixed; i++)
        argv[n++] = tracing[i];
    argv[n++] = "-I";
    argv[n++] = cli_include_folder();
    argv[n++] = "-include";
    argv[n++] = "heapmark/hooks.h";
    if (cplusplus(sources)) /* clang runs no exit hook when an exception passes */
        argv[n++] = "-fno-inline";
    for (size_t i = 0; sources[i] != NULL; i++)
        argv[n++] = sources[i];
    for (size_t i = 0; flags[i] != NULL; i++)
        argv[n++] = flags[i];
    argv[n++] = "-o";
    argv[n++] = program;
    bool built = run((char *const *)argv, why);
    free(argv);
    if (!built)
        trace_unbuild(program);
    return built;
}

void trace_unbuild(const char *program)
{
    char directory[PATH_MAX];
    if (program[0] == '\0')
        return;
    unlink(program);
    snprintf(directory, sizeof directory, "%s", program);
    *strrchr(directory, '/') = '\0';
    rmdir(directory);
}
