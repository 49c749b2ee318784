/* build.c -- copy, compile, link. */
#include "grade/build.h"

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
#include "grade/signals.h"
#include "base/utf8.h"
#include "cli/error.h"
#include "cli/paths.h"
#include "cli/xalloc.h"
#include "process/flags.h"

enum {
    ANSWER_MAX = 256 * 1024,
    COMPILE_S = 60,
    COMPILE_CPU_S = 20,
    COMPILE_MEMORY = 1024 * 1024 * 1024,
    ARGS_MAX = 64,
};

/* Every build starts from the same preprocessed text and flags; what a flavour needs comes on top.
 * At -O1 a sanitizer still sees stores that -O2 drops. */
static const char *const plain[] = { NULL };
static const char *const asan[] = { "-O1", "-fsanitize=address,undefined",
                                    "-fno-omit-frame-pointer", "-fno-sanitize-recover=undefined",
                                    NULL };
static const char *const tsan[] = { "-O1", "-fsanitize=thread", NULL };
static const char *const *const flavours[] = {
    [GRADE_AS_WRITTEN] = plain,
    [GRADE_ASAN] = asan,
    [GRADE_TSAN] = tsan,
};

bool grade_grader_failed(struct grade_job *job, const char *what, const char *why)
{
    cli_error("%s cannot be judged: %s: %s", job->exercise->name, what, why);
    job->grader_failed = true;
    return false;
}

size_t grade_printable(const char *text)
{
    uint32_t rune;
    size_t n = hm_base_utf8_decode(text, &rune);
    return (n == 1 && rune >= 0x80) || !hm_base_rune_is_printable(rune) ? 0 : n;
}

/* The answer gets the name that is shown; what a terminal would obey is a question mark. */
static char *cleaned(const struct grade_job *job, const char *text)
{
    struct cli_text clean;
    FILE *to = xtext_open(&clean);
    size_t file = strlen(job->file), in = strlen(job->in);
    for (const char *at = text; *at != '\0';) {
        bool word = at == text || strchr(" \n'", at[-1]) != NULL || at[-1] == '/';
        if (in > 0 && strncmp(at, job->in, in) == 0 && at[in] == '/') {
            at += in + 1;
        } else if (word && file > 0 && strncmp(at, job->file, file) == 0 && at[file] == ':') {
            fputs(job->shown, to);
            at += file;
        } else {
            size_t n = *at == '\n' || *at == '\t' ? 1 : grade_printable(at);
            if (n > 0)
                fwrite(at, 1, n, to);
            else
                fputc('?', to);
            at += n > 0 ? n : 1;
        }
    }
    fputc('\0', to);
    fclose(to);
    return clean.bytes;
}

bool grade_note(struct grade_job *job, enum grade_kind kind, bool passed, const char *id,
                const char *fmt, ...)
{
    struct grade_result *r = XPUSH(job->grade->results, job->grade->count, job->grade->capacity);
    r->kind = kind;
    r->passed = passed;
    snprintf(r->id, sizeof r->id, "%s", id);
    va_list args;
    va_start(args, fmt);
    char *message = xvprintf(fmt, args);
    va_end(args);
    r->message = cleaned(job, message);
    free(message);
    return passed;
}

/* The folder being worked in, for the end of the tool in the middle of it (no memory). */
static const struct grade_job *at_work;

static void remove_at_exit(void)
{
    if (at_work != NULL)
        grade_remove_folder(at_work);
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *walk)
{
    (void)st, (void)flag, (void)walk;
    return remove(path);
}

/* As root we run the confined program as the user nobody, who must own what it may write to. */
static bool make_folder(const struct grade_job *job, char path[GRADE_PATH], const char *name)
{
    snprintf(path, GRADE_PATH, "%s/%s", job->folder, name);
    return mkdir(path, 0755) == 0 && chmod(path, 0755) == 0 && /* whatever our umask is */
           (geteuid() != 0 || chown(path, PROCESS_SANDBOX_NOBODY, PROCESS_SANDBOX_NOBODY) == 0);
}

bool grade_fresh_folder(struct grade_job *job)
{
    static bool registered;
    const char *tmp = getenv("TMPDIR");
    if (!registered)
        registered = atexit(remove_at_exit) == 0;
    if (snprintf(job->folder, sizeof job->folder, "%s/heapmark-XXXXXX",
                 tmp != NULL ? tmp : "/tmp") >= (int)sizeof job->folder)
        return grade_grader_failed(job, tmp, strerror(ENAMETOOLONG));
    grade_hold_signals();
    bool made = mkdtemp(job->folder) != NULL;
    if (made)
        at_work = job;
    if (made && chmod(job->folder, 0711) == 0 && make_folder(job, job->in, "in") &&
        make_folder(job, job->out, "out") && make_folder(job, job->judge, "judge"))
        return true;
    grade_grader_failed(job, job->folder, strerror(errno));
    if (made)
        grade_remove_folder(job);
    else
        grade_release_signals();
    return false;
}

void grade_remove_folder(const struct grade_job *job)
{
    at_work = NULL;
    /* nftw() asks for memory: try once more before saying that it failed. */
    bool gone = false;
    for (int tries = 0; tries < 2 && !gone; tries++)
        gone = nftw(job->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0;
    if (!gone)
        cli_error("%s: %s; it is left behind", job->folder, strerror(errno));
    grade_release_signals();
}

ssize_t grade_read_plain(struct grade_job *job, const char *path, char *text, size_t size,
                         const char **why)
{
    struct stat st;
    ssize_t n = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0 && (errno == EMFILE || errno == ENFILE))
        grade_grader_failed(job, path, *why = strerror(errno));
    else if (fd < 0)
        *why = errno == ELOOP ? "it is a symbolic link" : strerror(errno);
    else if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        *why = "it is not a plain file";
    else if ((n = read(fd, text, size)) < 0)
        *why = strerror(errno);
    if (fd >= 0)
        close(fd);
    return n;
}

static ssize_t read_answer(struct grade_job *job, const char *path, char text[ANSWER_MAX + 1],
                           const char **why)
{
    ssize_t n = grade_read_plain(job, path, text, ANSWER_MAX + 1, why);
    if (n == 0)
        *why = "it is empty";
    else if (n > ANSWER_MAX)
        *why = "it is larger than 256 KiB";
    else if (n > 0 && memchr(text, '\0', (size_t)n) != NULL)
        *why = "it is not text";
    else
        return n;
    return -1;
}

static bool write_in(struct grade_job *job, const char *name, const char *text, size_t length)
{
    char path[GRADE_PATH + 96];
    snprintf(path, sizeof path, "%s/%s", job->in, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    bool written = fd >= 0 && fchmod(fd, 0644) == 0 && write(fd, text, length) == (ssize_t)length;
    written = fd >= 0 && close(fd) == 0 && written;
    return written || grade_grader_failed(job, path, strerror(errno));
}

bool grade_take_answer(struct grade_job *job, const char *answer)
{
    static char text[ANSWER_MAX + 1];
    char path[PATH_MAX + 16];
    const char *why = NULL;
    ssize_t n = read_answer(job, answer, text, &why);
    if (n < 0)
        return job->grader_failed
                   ? false
                   : grade_note(job, GRADE_KIND_BUILD, false, "the answer is a C file", "%s", why);
    ssize_t mark = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; /* only first is fine */
    snprintf(job->file, sizeof job->file, "%s.c", job->exercise->name);
    snprintf(job->shown, sizeof job->shown, "%s", job->grader->visible_only ? answer : job->file);
    if (!write_in(job, job->file, text + mark, (size_t)(n - mark)))
        return false;
    snprintf(path, sizeof path, "%s/contract.h", job->exercise->folder);
    n = read_answer(job, path, text, &why);
    return n >= 0 ? write_in(job, "contract.h", text, (size_t)n)
                  : grade_grader_failed(job, path, why);
}

/* One command of the compiler: in `folder`, writing to `out`, with the files of `seen` to read;
 * NULL: all may be read, because there is nothing of an answer in it, or only a student's own. */
static bool compile(struct grade_job *job, const char *folder, const char *out,
                    const char *const *seen, const char **args)
{
    static const char *env[] = { GRADE_COMPILER_PATH, "LC_ALL=C", NULL };
    const char *all[16];
    char parts[8][PATH_MAX];
    size_t n = grade_compiler_parts(args[0], parts, all);
    for (; seen != NULL && *seen != NULL && n + 1 < sizeof all / sizeof all[0]; seen++)
        all[n++] = *seen;
    all[n] = NULL;
    struct process_sandbox s = { .argv = args,
                                 .env = env,
                                 .folder = folder,
                                 .seen = all,
                                 .out = out,
                                 .wall_s = COMPILE_S,
                                 .cpu_s = COMPILE_CPU_S,
                                 .memory_bytes = COMPILE_MEMORY,
                                 .forks = true,
                                 .trusted = seen == NULL };
    process_sandbox_run(&s, &job->ran);
    if (job->ran.ending == PROCESS_NOT_STARTED || job->ran.ending == PROCESS_INTERRUPTED) {
        char why[GRADE_MESSAGE_MAX];
        return grade_grader_failed(job, args[0],
                                   process_ending_text(&s, &job->ran, why, sizeof why));
    }
    job->grade->confined = job->grade->confined && (job->ran.confined || s.trusted);
    if (job->ran.ending != PROCESS_EXITED)
        snprintf(job->ran.output, sizeof job->ran.output, "the compiler was stopped: %s",
                 process_ending_text(&s, &job->ran, (char[128]){ "" }, 128));
    else if (job->ran.status != 0 && job->ran.output[0] == '\0')
        snprintf(job->ran.output, sizeof job->ran.output,
                 "the compiler gave up without a word (memory, or size of a file)");
    return job->ran.ending == PROCESS_EXITED && job->ran.status == 0;
}

/* A command line that grows. */
struct words {
    const char *argv[ARGS_MAX];
    size_t n;
};

static void add(struct words *w, const char *const *more)
{
    for (; *more != NULL && w->n + 1 < ARGS_MAX; more++)
        w->argv[w->n++] = *more;
    w->argv[w->n] = NULL;
}

#define ADD(w, ...) add(w, (const char *const[]){ __VA_ARGS__, NULL })

/* The first line of the compiler's output that says what is wrong. */
static void first_line(const struct grade_job *job, char message[GRADE_MESSAGE_MAX])
{
    const char *output = job->ran.output, *at;
    const char *const marks[] = { "undefined reference", "multiple definition",
                                  "error: ", "warning: ", "" };
    size_t mark = 0;
    while (strstr(output, marks[mark]) == NULL)
        mark++;
    bool linker = mark < 2;
    for (at = strstr(output, marks[mark]); !linker && at > output && at[-1] != '\n';)
        at--;
    snprintf(message, GRADE_MESSAGE_MAX, "%.*s", (int)strcspn(at, linker ? ";\n" : "\n"), at);
}

/* What every build of an answer has in common. */
static void start_answer(const struct grade_job *job, struct words *w)
{
    w->n = 0;
    ADD(w, grade_compiler_of(job->grader), "-std=c11", "-g", "-O2", "-fPIE");
    ADD(w, "-Dmain=" GRADE_OWN_MAIN);
    add(w, process_flags_as_written);
}

static bool compile_as_written(struct grade_job *job, const char *source, const char *object)
{
    struct words w;
    start_answer(job, &w);
    ADD(&w, "-Wall", "-Wextra", "-Walloca", "-fstack-usage", "-I.", "-c", source, "-o", object);
    const char *const seen[] = { source[0] == '/' ? source : NULL, NULL };
    return compile(job, job->in, job->out, seen, w.argv);
}

static bool preprocess(struct grade_job *job)
{
    struct words w;
    start_answer(job, &w);
    ADD(&w, "-E", job->file, "-o", "../out/answer.i");
    return compile(job, job->in, job->out, (const char *[]){ NULL }, w.argv);
}

/* Of a student's exercise the reference may be kept back: then start.c, which is right, too. */
static const char *reference(const struct grade_job *job, char path[GRADE_PATH])
{
    snprintf(path, GRADE_PATH, "%s/solution.c", job->exercise->folder);
    if (access(path, R_OK) != 0)
        snprintf(path, GRADE_PATH, "%s/start.c", job->exercise->folder);
    return path;
}

bool grade_compile_answer(struct grade_job *job)
{
    char solution[GRADE_PATH], why[GRADE_MESSAGE_MAX];
    bool built = compile_as_written(job, job->file, "../out/answer.o");
    bool quiet = job->ran.output_bytes == 0;
    char *message = xprintf("%s", job->ran.output + strspn(job->ran.output, "\n"));
    if (!built && !job->grader_failed &&
        !compile_as_written(job, reference(job, solution), "../out/reference.o")) {
        first_line(job, why);
        if (!job->grader_failed)
            grade_grader_failed(job, grade_compiler_of(job->grader), why);
    }
    if (!job->grader_failed)
        grade_note(job, GRADE_KIND_BUILD, built && quiet,
                   built ? "it compiles without warnings" : "it compiles", "%s", message);
    free(message);
    if (!built || job->grader_failed)
        return false;
    return preprocess(job) ||
           grade_grader_failed(job, grade_compiler_of(job->grader), "no preprocessor");
}

/* -I of the exercise and of the harness. */
struct includes {
    char exercise[GRADE_PATH], heapmark[GRADE_PATH];
};

static void start_judge(const struct grade_job *job, struct words *w, struct includes *i)
{
    snprintf(i->exercise, sizeof i->exercise, "-I%s", job->exercise->folder);
    snprintf(i->heapmark, sizeof i->heapmark, "-I%s", cli_include_folder());
    w->n = 0;
    ADD(w, grade_compiler_of(job->grader), "-std=c11", "-D_GNU_SOURCE", "-g", "-w", "-O2");
    ADD(w, "-fPIE", i->exercise, i->heapmark);
    add(w, process_flags_as_written);
}

static bool compile_driver(struct grade_job *job, const char *object, const char *const *flags)
{
    char driver[GRADE_PATH];
    struct words w;
    struct includes i;
    snprintf(driver, sizeof driver, "%s/driver.c", job->exercise->folder);
    start_judge(job, &w, &i);
    add(&w, flags);
    ADD(&w, "-c", driver, "-o", object);
    return compile(job, job->judge, job->judge, NULL, w.argv);
}

/* The libraries are put where whoever links an answer can read them, wherever the course is. */
static bool copy_libraries(struct grade_job *job)
{
    struct words w = { .n = 0 };
    ADD(&w, "cp");
    for (const char *const *flags = cli_link_flags(true); *flags != NULL; flags++)
        if ((*flags)[0] == '/')
            ADD(&w, *flags);
    ADD(&w, ".");
    return compile(job, job->judge, job->judge, NULL, w.argv);
}

/* cli_link_flags(), of the copies. */
static void add_libraries(const struct grade_job *job, struct words *w, bool counted,
                          char copies[4][GRADE_PATH])
{
    size_t n = 0;
    for (const char *const *flags = cli_link_flags(counted); *flags != NULL; flags++)
        if ((*flags)[0] == '/') {
            snprintf(copies[n], GRADE_PATH, "%s%s", job->judge, strrchr(*flags, '/'));
            ADD(w, copies[n++]);
        } else {
            ADD(w, *flags);
        }
}

bool grade_build_judge(struct grade_job *job)
{
    char source[3][GRADE_PATH], why[GRADE_MESSAGE_MAX];
    struct words w;
    struct includes i;
    reference(job, source[0]);
    grade_check_source(job->grader, job->exercise, GRADE_KIND_VISIBLE, source[1]);
    grade_check_source(job->grader, job->exercise, GRADE_KIND_HIDDEN, source[2]);
    if (copy_libraries(job) && compile_driver(job, "driver.o", plain) &&
        compile_driver(job, "driver_asan.o", asan)) {
        start_judge(job, &w, &i);
        ADD(&w, "driver.o", source[0], source[1], "-o", "judge");
        if (!job->grader->visible_only)
            ADD(&w, source[2]);
        add(&w, cli_link_flags(false));
        if (compile(job, job->judge, job->judge, NULL, w.argv))
            return true;
    }
    first_line(job, why);
    return job->grader_failed ? false : grade_grader_failed(job, "the checks", why);
}

/* Traces name the driver as one would from here: the compiler runs in a folder of its own. */
static const char *from_here(void)
{
    static char flag[PATH_MAX + 32];
    char here[PATH_MAX];
    if (getcwd(here, sizeof here) == NULL || strchr(here, '=') != NULL)
        return "-g"; /* the whole path, then */
    snprintf(flag, sizeof flag, "-fdebug-prefix-map=%s/=", here);
    return flag;
}

static bool link_answer(struct grade_job *job, const char *answer, const char *name,
                        enum grade_flavour flavour)
{
    char driver[GRADE_PATH + 16], out[GRADE_PATH], libraries[4][GRADE_PATH];
    struct words w;
    snprintf(driver, sizeof driver, "%s/driver%s.o", job->judge,
             flavour == GRADE_ASAN ? "_asan" : "");
    snprintf(out, sizeof out, "../out/%s", name);
    start_answer(job, &w);
    add(&w, flavours[flavour]);
    ADD(&w, "-w", "-I.", answer, driver, "-o", out);
    add_libraries(job, &w, flavour == GRADE_AS_WRITTEN, libraries);
    const char *const seen[] = { job->judge, answer[0] == '/' ? answer : NULL, NULL };
    return compile(job, job->in, job->out, seen, w.argv);
}

bool grade_build_traced(struct grade_job *job, char message[GRADE_MESSAGE_MAX])
{
    char driver[GRADE_PATH], map[2 * PATH_MAX + 64];
    struct words w;
    struct includes i;
    const char *slash = strrchr(job->shown, '/');
    snprintf(map, sizeof map, "-fdebug-prefix-map=%s=%.*s", job->in,
             slash != NULL ? (int)(slash - job->shown) : 1, slash != NULL ? job->shown : ".");
    snprintf(driver, sizeof driver, "%s/driver.c", job->exercise->folder);
    start_judge(job, &w, &i);
    add(&w, process_flags_traced);
    ADD(&w, map, from_here(), job->file, driver, "-o", "../out/traced");
    add(&w, cli_link_flags(false));
    bool built = compile(job, job->in, job->out, NULL, w.argv);
    first_line(job, message);
    return built;
}

bool grade_build_reference(struct grade_job *job, const char *name)
{
    char solution[GRADE_PATH];
    return link_answer(job, reference(job, solution), name, GRADE_AS_WRITTEN);
}

bool grade_build_answer(struct grade_job *job, const char *name, enum grade_flavour flavour,
                        char message[GRADE_MESSAGE_MAX])
{
    char solution[GRADE_PATH], why[GRADE_MESSAGE_MAX];
    const char *answer = flavour == GRADE_AS_WRITTEN ? "../out/answer.o" : "../out/answer.i";
    bool built = link_answer(job, answer, name, flavour);
    first_line(job, message);
    if (built || job->grader_failed)
        return built;
    if (!link_answer(job, reference(job, solution), "reference", flavour)) {
        first_line(job, why);
        if (!job->grader_failed)
            grade_grader_failed(job, "the reference solution", why);
    }
    return false;
}
