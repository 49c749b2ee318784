/* trace_launch.c -- run a program with the tracer preloaded and its findings in a mapping we keep.
 */
#include "cli/trace_launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/elf_facts.h"
#include "cli/run_library.h"
#include "trace/raw.h"

static const char how[] = "compile and link it with `-g -finstrument-functions` "
                          "(better with -fno-omit-frame-pointer too)";

static bool find_program(const char *name, char path[PATH_MAX])
{
    if (strchr(name, '/') != NULL) {
        snprintf(path, PATH_MAX, "%s", name);
        return true;
    }
    const char *search = getenv("PATH");
    for (const char *at = search != NULL ? search : "/bin:/usr/bin"; *at != '\0';) {
        size_t n = strcspn(at, ":");
        snprintf(path, PATH_MAX, "%.*s/%s", (int)n, at, name);
        if (access(path, X_OK) == 0)
            return true;
        at += n + (at[n] == ':');
    }
    return false;
}

static int make_mapping(struct hm__traced_run *run, const struct hm__trace_limits *limits)
{
    int fd = memfd_create("heapmark-trace", 0);
    run->raw_size = hm__raw_size(limits->events);
    if (fd < 0 || ftruncate(fd, (off_t)run->raw_size) != 0)
        return -1;
    run->raw = mmap(NULL, run->raw_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (run->raw == MAP_FAILED) {
        run->raw = NULL;
        return -1;
    }
    struct hm__raw_header *h = run->raw;
    h->magic = HM__RAW_MAGIC;
    h->version = HM__RAW_VERSION;
    h->events_max = limits->events;
    h->blocks_max = limits->blocks;
    return fd;
}

static _Noreturn void become(const char *path, char *const *argv, const char *library, int fd,
                             enum hm__traced_stdout to)
{
    char value[2 * PATH_MAX];
    const char *theirs = getenv("LD_PRELOAD");

    snprintf(value, sizeof value, "%s%s%s", library, theirs != NULL ? ":" : "",
             theirs != NULL ? theirs : "");
    setenv("LD_PRELOAD", value, 1);
    snprintf(value, sizeof value, "fd:%d", fd);
    setenv(HM__RAW_ENV, value, 1);
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    int null = to == HM__STDOUT_NULL ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
    if (to != HM__STDOUT_SAME)
        dup2(null >= 0 ? null : STDERR_FILENO, STDOUT_FILENO);
    execv(path, argv);
    fprintf(stderr, "heapmark: %s: %s\n", path, strerror(errno));
    _exit(127);
}

/* Why this file cannot be traced; true if nothing speaks against it. */
static bool check_program(const char *path, char *why)
{
    struct hm__elf_facts facts;
    if (!hm__elf_read(path, &facts)) {
        snprintf(why, HM__TRACE_WHY_MAX, "%s: %s", path, facts.error);
        return false;
    }
    if (facts.interpreter[0] == '\0') {
        snprintf(why, HM__TRACE_WHY_MAX,
                 "%s: statically linked: the tracer cannot be loaded into it; link it dynamically",
                 path);
        return false;
    }
    if (facts.sanitizer[0] != '\0') {
        snprintf(why, HM__TRACE_WHY_MAX,
                 "%s: built with %s, which has a malloc of its own; build it without", path,
                 facts.sanitizer);
        return false;
    }
    return true;
}

/* Did the tracer see what it is for? */
static bool check_trace(const struct hm__traced_run *run, const char *path, char *why)
{
    const struct hm__raw_header *h = run->raw;
    if (!h->attached) {
        snprintf(why, HM__TRACE_WHY_MAX,
                 "%s: the tracer was not loaded (a set-user-ID program, or "
                 "one that ended before it started?)",
                 path);
        return false;
    }
    if (h->preempted) {
        snprintf(why, HM__TRACE_WHY_MAX,
                 "%s: brings a malloc of its own, so the tracer sees no "
                 "block; link it without",
                 path);
        return false;
    }
    if (!h->hooked) {
        snprintf(why, HM__TRACE_WHY_MAX, "%s: not built for tracing: %s", path, how);
        return false;
    }
    return true;
}

bool hm__trace_launch(struct hm__traced_run *run, char *const *argv,
                      const struct hm__trace_limits *limits, enum hm__traced_stdout to, char *why)
{
    char path[PATH_MAX], library[PATH_MAX];

    *run = (struct hm__traced_run){ 0 };
    if (!find_program(argv[0], path)) {
        snprintf(why, HM__TRACE_WHY_MAX, "%s: no such program", argv[0]);
        return false;
    }
    if (!check_program(path, why) || !hm__preload_library("trace", library, why))
        return false;
    int fd = make_mapping(run, limits);
    fflush(NULL);
    void (*on_interrupt)(int) = signal(SIGINT, SIG_IGN); /* the program's to handle */
    void (*on_quit)(int) = signal(SIGQUIT, SIG_IGN);
    pid_t pid = fd >= 0 ? fork() : -1;
    if (pid == 0)
        become(path, argv, library, fd, to);
    bool ran = pid > 0 && waitpid(pid, &run->status, 0) == pid;
    signal(SIGINT, on_interrupt);
    signal(SIGQUIT, on_quit);
    if (!ran)
        snprintf(why, HM__TRACE_WHY_MAX, "%s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return ran && check_trace(run, path, why);
}

void hm__traced_done(struct hm__traced_run *run)
{
    if (run->raw != NULL)
        munmap(run->raw, run->raw_size);
    *run = (struct hm__traced_run){ 0 };
}
