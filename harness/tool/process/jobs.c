/* jobs.c -- output goes to memory files, so that no pipe can fill up. */
#include "process/jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/xalloc.h"

static _Noreturn void become(const struct process_job *job)
{
    int nothing = open("/dev/null", O_RDONLY);
    dup2(nothing, STDIN_FILENO);
    dup2(job->out_fd, STDOUT_FILENO);
    dup2(job->err_fd, STDERR_FILENO);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (job->variable == NULL || putenv((char *)job->variable) == 0)
        execvp(job->argv[0], (char *const *)job->argv);
    fprintf(stderr, "%s: %s\n", job->argv[0], strerror(errno));
    _exit(127);
}

static void start(struct process_job *job)
{
    job->out_fd = memfd_create("stdout", MFD_CLOEXEC);
    job->err_fd = memfd_create("stderr", MFD_CLOEXEC);
    job->status = -1;
    fflush(NULL);
    job->pid = job->out_fd < 0 || job->err_fd < 0 ? -1 : fork();
    if (job->pid == 0)
        become(job);
}

static char *read_back(int fd)
{
    off_t size = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
    char *text = xzalloc((size_t)(size > 0 ? size : 0) + 1);
    ssize_t n = size > 0 ? pread(fd, text, (size_t)size, 0) : 0;
    text[n > 0 ? n : 0] = '\0';
    if (fd >= 0)
        close(fd);
    return text;
}

static void finish(struct process_job *job)
{
    job->out = read_back(job->out_fd);
    job->err = read_back(job->err_fd);
}

/* Wait for one of jobs[0..started) and finish it. */
static void reap(struct process_job *jobs, size_t started)
{
    int status;
    pid_t pid = waitpid(-1, &status, 0);
    for (size_t i = 0; i < started; i++) {
        if (pid <= 0 || jobs[i].pid != pid)
            continue;
        jobs[i].status = status;
        jobs[i].pid = 0;
        finish(&jobs[i]);
        return;
    }
}

void process_jobs_run(struct process_job *jobs, size_t count, unsigned at_once,
                      void (*tick)(size_t done, size_t of))
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t limit = at_once != 0 ? at_once : processors > 0 ? (size_t)processors : 1;
    size_t running = 0, started = 0, done = 0;
    while (done < count) {
        if (started < count && running < limit) {
            start(&jobs[started]);
            if (jobs[started].pid > 0)
                running++;
            else
                finish(&jobs[started]), done++;
            started++;
            continue;
        }
        reap(jobs, started);
        running--;
        done++;
        if (tick != NULL)
            tick(done, count);
    }
}

void process_jobs_done(struct process_job *jobs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(jobs[i].out);
        free(jobs[i].err);
        jobs[i].out = jobs[i].err = NULL;
    }
}

bool process_job_succeeded(const struct process_job *job)
{
    return job->status != -1 && WIFEXITED(job->status) && WEXITSTATUS(job->status) == 0;
}
