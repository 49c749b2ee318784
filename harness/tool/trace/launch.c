/* trace_launch.c -- run a program with the tracer preloaded and its findings in a mapping we keep.
 */
#include "trace/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h> /* memfd_create() */
#include <sys/wait.h>
#include <unistd.h>

#include "process/program.h"
#include "process/preload.h"
#include "tracer/raw.h"

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

bool trace_launch(struct trace_traced_run *run, char *const *argv,
                  const struct verdict_limits *limits, enum trace_traced_stdout to,
                  char why[PROCESS_WHY_MAX])
{
    struct process_program program;
    char library[PATH_MAX];

    *run = (struct trace_traced_run){ 0 };
    if (!process_program_check(argv[0], &program, why) ||
        !process_preload_library("trace", library, why))
        return false;
    int fd = memfd_create("heapmark-trace", 0);
    bool mapped = verdict_map(&run->mapping, fd, limits);
    fflush(NULL);
    void (*on_interrupt)(int) = signal(SIGINT, SIG_IGN); /* the program's to handle */
    void (*on_quit)(int) = signal(SIGQUIT, SIG_IGN);
    pid_t pid = mapped ? fork() : -1;
    if (pid == 0)
        become(program.path, argv, library, fd, to);
    bool ran = pid > 0 && waitpid(pid, &run->status, 0) == pid;
    signal(SIGINT, on_interrupt);
    signal(SIGQUIT, on_quit);
    const char *reason = ran ? verdict_not_traced(&run->mapping) : strerror(errno);
    if (reason != NULL)
        snprintf(why, PROCESS_WHY_MAX, "%s: %s", argv[0], reason);
    if (fd >= 0)
        close(fd);
    return reason == NULL;
}

void trace_traced_done(struct trace_traced_run *run)
{
    verdict_unmap(&run->mapping);
    *run = (struct trace_traced_run){ 0 };
}
