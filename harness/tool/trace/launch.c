/* trace_launch.c -- run a program with the tracer preloaded and its findings in a mapping we keep.
 */
#include "trace/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "process/program.h"
#include "process/preload.h"
#include "tracer/raw.h"

static int make_mapping(struct trace_traced_run *run, const struct trace_limits *limits)
{
    int fd = memfd_create("heapmark-trace", 0);
    run->raw_size = hm_tracer_raw_size(limits->events);
    if (fd < 0 || ftruncate(fd, (off_t)run->raw_size) != 0)
        return -1;
    run->raw = mmap(NULL, run->raw_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (run->raw == MAP_FAILED) {
        run->raw = NULL;
        return -1;
    }
    struct hm_tracer_raw_header *h = run->raw;
    h->magic = HM_TRACER_RAW_MAGIC;
    h->version = HM_TRACER_RAW_VERSION;
    h->events_max = limits->events;
    h->blocks_max = limits->blocks;
    return fd;
}

static _Noreturn void become(const char *path, char *const *argv, const char *library, int fd,
                             enum trace_traced_stdout to)
{
    char value[2 * PATH_MAX];
    const char *theirs = getenv("LD_PRELOAD");

    snprintf(value, sizeof value, "%s%s%s", library, theirs != NULL ? ":" : "",
             theirs != NULL ? theirs : "");
    setenv("LD_PRELOAD", value, 1);
    snprintf(value, sizeof value, "fd:%d", fd);
    setenv(HM_TRACER_RAW_ENV, value, 1);
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    int null = to == TRACE_STDOUT_NULL ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
    if (to != TRACE_STDOUT_SAME)
        dup2(null >= 0 ? null : STDERR_FILENO, STDOUT_FILENO);
    execv(path, argv);
    fprintf(stderr, "heapmark: %s: %s\n", path, strerror(errno));
    _exit(127);
}

/* Why the tracer did not see what it is for; NULL: it did. */
static const char *blind(const struct hm_tracer_raw_header *h)
{
    if (!h->attached)
        return "the tracer was not loaded (one that ended before it started?)";
    if (h->preempted)
        return "brings a malloc of its own, so the tracer sees no block; link it without";
    if (!h->hooked)
        return "not built for tracing: compile and link it with `-g -finstrument-functions` "
               "(better with -fno-omit-frame-pointer too)";
    return NULL;
}

bool trace_launch(struct trace_traced_run *run, char *const *argv,
                  const struct trace_limits *limits, enum trace_traced_stdout to,
                  char why[PROCESS_WHY_MAX])
{
    struct process_program program;
    char library[PATH_MAX];

    *run = (struct trace_traced_run){ 0 };
    if (!process_program_check(argv[0], &program, why) ||
        !process_preload_library("trace", library, why))
        return false;
    int fd = make_mapping(run, limits);
    fflush(NULL);
    void (*on_interrupt)(int) = signal(SIGINT, SIG_IGN); /* the program's to handle */
    void (*on_quit)(int) = signal(SIGQUIT, SIG_IGN);
    pid_t pid = fd >= 0 ? fork() : -1;
    if (pid == 0)
        become(program.path, argv, library, fd, to);
    bool ran = pid > 0 && waitpid(pid, &run->status, 0) == pid;
    signal(SIGINT, on_interrupt);
    signal(SIGQUIT, on_quit);
    const char *reason = ran ? blind(run->raw) : strerror(errno);
    if (reason != NULL)
        snprintf(why, PROCESS_WHY_MAX, "%s: %s", argv[0], reason);
    if (fd >= 0)
        close(fd);
    return reason == NULL;
}

void trace_traced_done(struct trace_traced_run *run)
{
    if (run->raw != NULL)
        munmap(run->raw, run->raw_size);
    *run = (struct trace_traced_run){ 0 };
}
