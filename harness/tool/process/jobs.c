/* jobs.c -- several programs at once; their output goes to memory files, so no pipe can fill up. */
#include "process/jobs.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/xalloc.h"
#include "process/start.h"

static void start(struct process_job *job)
{
    const char *const add[] = { job->variable, NULL };
    char why[PROCESS_WHY_MAX] = "no memory file for its output";
    job->out_fd = memfd_create("stdout", MFD_CLOEXEC);
    job->err_fd = memfd_create("stderr", MFD_CLOEXEC);
    job->status = -1;
    job->pid = -1;
    if (job->out_fd >= 0 && job->err_fd >= 0)
        job->pid =
            process_start(&(struct process_start){ .argv = job->argv,
                                                   .add = add,
                                                   .folder = job->folder,
                                                   .fd = { PROCESS_NULL, job->out_fd, job->err_fd },
                                                   .when_we_end = SIGKILL },
                          why);
    if (job->pid < 0)
        dprintf(job->err_fd, "%s\n", why);
}

static void *zeroed(size_t size)
{
    return calloc(1, size);
}

/* What was written to a memory file, which is closed then, in memory from `get`; NULL: none. */
static char *read_back(int fd, size_t *length, void *(*get)(size_t size))
{
    off_t size = lseek(fd, 0, SEEK_END);
    char *text = get((size_t)(size > 0 ? size : 0) + 1);
    ssize_t n = text != NULL && size > 0 ? pread(fd, text, (size_t)size, 0) : 0;
    *length = n > 0 ? (size_t)n : 0;
    close(fd);
    return text;
}

static void finish(struct process_job *job)
{
    size_t length;
    job->out = read_back(job->out_fd, &length, xzalloc);
    job->err = read_back(job->err_fd, &length, xzalloc);
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
    return job->status != -1 && process_succeeded(job->status);
}

int process_output(const char *const *argv, bool quiet, char **output, size_t *length)
{
    int status, file = memfd_create("stdout", MFD_CLOEXEC);
    const struct process_start start = { .argv = argv,
                                         .fd = { PROCESS_NULL, file, quiet ? PROCESS_NULL : 0 } };
    bool ran = file >= 0 && process_run(&start, &status, NULL);
    int error = errno;
    *output = read_back(file, length, zeroed);
    errno = ran ? ENOMEM : error;
    if (ran && *output != NULL)
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    free(*output);
    *output = NULL;
    return -1;
}
