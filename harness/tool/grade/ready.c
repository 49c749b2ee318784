/* ready.c -- what the grader needs, tried before it is needed. */
#include "grade/ready.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "grade/build.h"
#include "cli/error.h"
#include "process/sandbox.h"
#include "cli/xalloc.h"

enum { VERSION_S = 10 };

const char *grade_compiler_of(const struct grade_grader *grader)
{
    return grader->compiler != NULL ? grader->compiler : "cc";
}

size_t grade_compiler_parts(const char *compiler, char parts[8][PATH_MAX], const char **list)
{
    static const char *const folders[] = { "bin", "lib", "lib64", "libexec", "include" };
    char file[PATH_MAX];
    size_t n = 0;
    list[0] = NULL;
    if (strchr(compiler, '/') == NULL || realpath(compiler, file) == NULL)
        return 0;
    snprintf(parts[n++], PATH_MAX, "%s", compiler);
    snprintf(parts[n++], PATH_MAX, "%s", file);
    char *slash = strrchr(file, '/');
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        snprintf(slash, sizeof file - (size_t)(slash - file), "/../%s", folders[i]);
        if (realpath(file, parts[n]) != NULL && strncmp(parts[n], "/usr/", 5) != 0)
            n++;
    }
    for (size_t i = 0; i < n; i++)
        list[i] = parts[i];
    list[n] = NULL;
    return n;
}

void grade_check_source(const struct grade_grader *grader, const struct exercise *exercise,
                        enum grade_kind kind, char source[GRADE_CHECK_PATH])
{
    if (kind == GRADE_KIND_HIDDEN && grader->hidden != NULL)
        snprintf(source, GRADE_CHECK_PATH, "%.4000s/%s/check.c", grader->hidden, exercise->name);
    else
        snprintf(source, GRADE_CHECK_PATH, "%s/%scheck.c", exercise->folder,
                 kind == GRADE_KIND_HIDDEN ? "hidden/" : "");
}

/* The same start, environment and folder-independence as a compilation. */
static bool compiler_starts(const char *compiler)
{
    const char *argv[] = { compiler, "--version", NULL };
    const char *env[] = { GRADE_COMPILER_PATH, "LC_ALL=C", NULL };
    struct process_sandbox s = { .argv = argv,
                                 .env = env,
                                 .folder = "/",
                                 .wall_s = VERSION_S,
                                 .cpu_s = VERSION_S,
                                 .trusted = true };
    struct process_result *ran = xzalloc(sizeof *ran);
    process_sandbox_run(&s, ran);
    bool starts = ran->ending == PROCESS_EXITED && ran->status == 0;
    free(ran);
    return starts;
}

bool grade_grader_ready(const struct grade_grader *grader)
{
    const char *allocator = grader->allocator;
    if (allocator != NULL && strcmp(allocator, "jemalloc") != 0 && strcmp(allocator, "glibc") != 0)
        cli_error("--allocator=%s: jemalloc or glibc was expected", allocator);
    else if (!compiler_starts(grade_compiler_of(grader)))
        cli_error("%s%s: a C compiler was expected, and none could be started%s",
                  grader->compiler != NULL ? "--cc=" : "", grade_compiler_of(grader),
                  grader->compiler != NULL ? "" : "; --cc names another");
    else
        return true;
    return false;
}

bool grade_checks_ready(const struct grade_grader *grader, const struct exercise *exercise)
{
    const char *const what[] = { "visible checks", "driver", "hidden checks" };
    char source[3][GRADE_CHECK_PATH];
    grade_check_source(grader, exercise, GRADE_KIND_VISIBLE, source[0]);
    snprintf(source[1], sizeof source[1], "%s/driver.c", exercise->folder);
    grade_check_source(grader, exercise, GRADE_KIND_HIDDEN, source[2]);
    for (size_t i = 0; i < (grader->visible_only ? 2 : 3); i++)
        if (access(source[i], R_OK) != 0) {
            cli_error("%s: %s; the %s of %s were expected there", source[i], strerror(errno),
                      what[i], exercise->name);
            return false;
        }
    return true;
}

bool grade_seed_of(const char *text, unsigned long *seed)
{
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    bool good = isdigit((unsigned char)text[0]) && *end == '\0' && errno == 0;
    if (good)
        *seed = value;
    return good;
}
