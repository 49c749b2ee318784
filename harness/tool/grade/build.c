/* build.c -- copy, compile, link. */
#include "grade/build.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grade/ready.h"
#include "cli/error.h"
#include "cli/paths.h"
#include "process/flags.h"

enum { ANSWER_MAX = 256 * 1024, COMPILE_S = 60, ARGS_MAX = 64 };

static const char *const asan[] = { "-O1", "-fsanitize=address,undefined",
                                    "-fno-sanitize-recover=undefined", NULL };
static const char *const tsan[] = { "-O1", "-fsanitize=thread", NULL };
static const char *const *const flavours[] = {
    [GRADE_AS_WRITTEN] = process_flags_as_written,
    [GRADE_ASAN] = asan,
    [GRADE_TSAN] = tsan,
    [GRADE_TRACED] = process_flags_traced,
};

bool grade_grader_failed(struct grade_job *job, const char *what, const char *why)
{
    cli_error("%s cannot be judged: %s: %s", job->exercise->name, what, why);
    job->grader_failed = true;
    return false;
}

/* NULL: no memory. The folder of the job is still there, so this may not end the tool. */
static struct grade_result *new_result(struct grade_record *g)
{
    if (g->count == g->capacity) {
        size_t capacity = g->capacity != 0 ? 2 * g->capacity : 32;
        void *more = realloc(g->results, capacity * sizeof *g->results);
        if (more == NULL)
            return NULL;
        g->results = more;
        g->capacity = capacity;
    }
    return &g->results[g->count++];
}

bool grade_note(struct grade_job *job, enum grade_kind kind, bool passed, const char *id,
                const char *fmt, ...)
{
    struct grade_result *r = new_result(job->grade);
    if (r == NULL) {
        grade_grader_failed(job, id, strerror(ENOMEM));
        return passed;
    }
    r->kind = kind;
    r->passed = passed;
    snprintf(r->id, sizeof r->id, "%s", id);
    va_list args;
    va_start(args, fmt);
    vsnprintf(r->message, sizeof r->message, fmt, args);
    va_end(args);
    return passed;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *walk)
{
    (void)st, (void)flag, (void)walk;
    return remove(path);
}

/* mkdtemp's folder, writable for the confined program, which is never root. */
bool grade_fresh_folder(struct grade_job *job)
{
    const char *tmp = getenv("TMPDIR");
    if (snprintf(job->folder, sizeof job->folder, "%s/heapmark-XXXXXX",
                 tmp != NULL ? tmp : "/tmp") >= (int)sizeof job->folder)
        return grade_grader_failed(job, tmp, strerror(ENAMETOOLONG));
    return (mkdtemp(job->folder) != NULL && chmod(job->folder, 0711) == 0) ||
           grade_grader_failed(job, job->folder, strerror(errno));
}

void grade_remove_folder(const struct grade_job *job)
{
    /* nftw() asks for memory: try once more before saying that it failed. */
    for (int tries = 0; nftw(job->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0; tries++)
        if (tries > 0) {
            cli_error("%s: %s; it is left behind", job->folder, strerror(errno));
            return;
        }
}

static bool refuse(struct grade_job *job, const char *why)
{
    return grade_note(job, GRADE_KIND_BUILD, false, "the answer is a C file", "%s", why);
}

/* A link could lead to the solution, a pipe could never end: only a plain file is read. */
static ssize_t read_answer(const char *path, char *text, const char **why)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0) {
        *why = errno == ELOOP ? "it is a symbolic link" : strerror(errno);
        return -1;
    }
    struct stat st;
    ssize_t n = -1;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        *why = "it is not a plain file";
    else if (st.st_size == 0)
        *why = "it is empty";
    else if (st.st_size > ANSWER_MAX)
        *why = "it is larger than 256 KiB";
    else if ((n = read(fd, text, ANSWER_MAX)) <= 0 || memchr(text, '\0', (size_t)n) != NULL) {
        *why = "it is not text";
        n = -1;
    }
    close(fd);
    return n;
}

/* The compiler takes over the name from this line; its own file is gone when a message is read. */
static int name_line(const char *shown, char line[2 * PATH_MAX + 16])
{
    size_t n = (size_t)snprintf(line, 16, "#line 1 \"");
    for (; *shown != '\0'; shown++) {
        if (*shown == '"' || *shown == '\\')
            line[n++] = '\\';
        line[n++] = *shown;
    }
    memcpy(line + n, "\"\n", 3);
    return (int)n + 2;
}

bool grade_take_answer(struct grade_job *job, const char *answer)
{
    static char text[ANSWER_MAX];
    char path[PATH_MAX + 16], line[2 * PATH_MAX + 16];
    const char *why = NULL;
    ssize_t n = read_answer(answer, text, &why);
    if (n <= 0)
        return refuse(job, why);
    ssize_t mark = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; /* only first is fine */
    if (job->grader->visible_only)
        snprintf(job->shown, sizeof job->shown, "%s", answer);
    else
        snprintf(job->shown, sizeof job->shown, "%s.c", job->exercise->name);
    int named = name_line(job->shown, line);
    snprintf(path, sizeof path, "%s/answer.c", job->folder);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    bool taken = fd >= 0 && write(fd, line, (size_t)named) == named &&
                 write(fd, text + mark, (size_t)(n - mark)) == n - mark;
    taken = fd >= 0 && close(fd) == 0 && taken;
    return taken || grade_grader_failed(job, path, strerror(errno));
}

static bool compile(struct grade_job *job, const char **args)
{
    static const char *env[] = { GRADE_COMPILER_PATH, "LC_ALL=C", NULL };
    struct process_sandbox s = { .argv = args,
                                 .env = env,
                                 .folder = job->folder,
                                 .wall_s = COMPILE_S,
                                 .cpu_s = COMPILE_S,
                                 .trusted = true };
    process_sandbox_run(&s, &job->ran);
    if (job->ran.ending == PROCESS_NOT_STARTED)
        return grade_grader_failed(job, args[0], strerror(job->ran.status));
    return job->ran.ending == PROCESS_EXITED && job->ran.status == 0;
}

static size_t add(const char **args, size_t n, const char *const *more)
{
    for (; *more != NULL && n + 1 < ARGS_MAX; more++)
        args[n++] = *more;
    args[n] = NULL;
    return n;
}

/* The first line of the compiler's output that says what is wrong, from the name of the answer on:
 * before it are folders that are gone by then. */
static void first_line(const struct grade_job *job, char message[GRADE_MESSAGE_MAX])
{
    const char *output = job->ran.output, *at;
    const char *const marks[] = { "undefined reference", "multiple definition",
                                  "error: ", "warning: ", "" };
    size_t mark = 0;
    while (strstr(output, marks[mark]) == NULL)
        mark++;
    const char *found = strstr(output, marks[mark]);
    bool linker = mark < 2;
    for (at = found; at > output && at[-1] != '\n';)
        at--;
    const char *named = strstr(at, job->shown);
    if (named != NULL && named < found)
        at = named;
    else if (linker)
        at = found;
    snprintf(message, GRADE_MESSAGE_MAX, "%.*s", (int)strcspn(at, linker ? ";\n" : "\n"), at);
}

/* Traces name the checks as one would from here: the compiler runs in a folder of its own. */
static const char *from_here(void)
{
    static char flag[PATH_MAX + 32];
    char here[PATH_MAX];
    if (getcwd(here, sizeof here) == NULL || strchr(here, '=') != NULL)
        return "-g"; /* the whole path, then */
    snprintf(flag, sizeof flag, "-fdebug-prefix-map=%s/=", here);
    return flag;
}

static const char *const *includes(struct grade_job *job)
{
    snprintf(job->include_exercise, sizeof job->include_exercise, "-I%s", job->exercise->folder);
    snprintf(job->include_heapmark, sizeof job->include_heapmark, "-I%s", cli_include_folder());
    job->includes[0] = job->include_exercise;
    job->includes[1] = job->include_heapmark;
    return job->includes;
}

static bool compile_as_written(struct grade_job *job, const char *source, const char *object,
                               char message[GRADE_MESSAGE_MAX])
{
    const char *args[ARGS_MAX];
    const char *const words[] = { grade_compiler_of(job->grader),
                                  "-std=c11",
                                  "-g",
                                  "-O2",
                                  "-Wall",
                                  "-Wextra",
                                  "-Walloca",
                                  "-fstack-usage",
                                  "-fPIE",
                                  NULL };
    const char *const tail[] = { "-c", source, "-o", object, NULL };
    size_t n = add(args, 0, words);
    n = add(args, n, process_flags_as_written);
    n = add(args, n, includes(job));
    add(args, n, tail);
    bool built = compile(job, args);
    first_line(job, message);
    if (!built && job->ran.ending != PROCESS_EXITED)
        snprintf(message, GRADE_MESSAGE_MAX, "the compiler did not end");
    return built;
}

static bool link_checks(struct grade_job *job, const char *source, const char *answer,
                        const char *name, enum grade_flavour flavour,
                        char message[GRADE_MESSAGE_MAX])
{
    const char *args[ARGS_MAX];
    const char *const words[] = {
        grade_compiler_of(job->grader), "-std=c11", "-D_GNU_SOURCE", "-g", "-w", "-O2", NULL
    };
    const char *const tail[] = { answer, source, "-o", name, NULL };
    size_t n = add(args, 0, words);
    if (flavour == GRADE_TRACED)
        n = add(args, n, (const char *const[]){ from_here(), NULL });
    n = add(args, n, flavours[flavour]);
    n = add(args, n, includes(job));
    n = add(args, n, tail);
    add(args, n, cli_link_flags(flavour == GRADE_AS_WRITTEN));
    bool built = compile(job, args);
    first_line(job, message);
    return built;
}

/* False: there is no reference to compare with. */
static bool reference(const struct grade_job *job, char path[PATH_MAX + 16])
{
    snprintf(path, PATH_MAX + 16, "%s/solution.c", job->exercise->folder);
    return access(path, R_OK) == 0;
}

bool grade_compile_answer(struct grade_job *job)
{
    char message[GRADE_MESSAGE_MAX], solution[PATH_MAX + 16], why[GRADE_MESSAGE_MAX];
    bool built = compile_as_written(job, "answer.c", "answer.o", message);
    bool quiet = job->ran.output_bytes == 0;
    if (!built && !job->grader_failed && reference(job, solution) &&
        !compile_as_written(job, solution, "reference.o", why))
        return grade_grader_failed(job, grade_compiler_of(job->grader), why);
    if (!built)
        return grade_note(job, GRADE_KIND_BUILD, false, "it compiles", "%s", message);
    grade_note(job, GRADE_KIND_BUILD, quiet, "it compiles without warnings", "%s",
               quiet ? "" : message);
    return true;
}

bool grade_build_checks(struct grade_job *job, const char *source, const char *name,
                        enum grade_flavour flavour, char message[GRADE_MESSAGE_MAX])
{
    char solution[PATH_MAX + 16], why[GRADE_MESSAGE_MAX];
    const char *answer = flavour == GRADE_AS_WRITTEN ? "answer.o" : "answer.c";
    if (link_checks(job, source, answer, name, flavour, message))
        return true;
    if (!job->grader_failed && reference(job, solution) &&
        !link_checks(job, source, solution, "reference", flavour, why))
        grade_grader_failed(job, source, why);
    return false;
}
