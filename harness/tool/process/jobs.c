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

static void start(const struct process_pool *pool, struct process_job *job)
{
    const char *const add[] = { job->variable, NULL };
    char why[PROCESS_WHY_MAX] = "no memory file for its output";
    job->out_fd = memfd_create("stdout", MFD_CLOEXEC);
    job->err_fd = memfd_create("stderr", MFD_CLOEXEC);
    job->status = -1;
    job->pid = -1;
    if (job->out_fd >= 0 && job->err_fd >= 0)
        job->pid = process_start(
            &(struct process_start){ .argv = job->args != NULL ? job->args : job->argv,
                                     .add = add,
                                     .folder = job->folder,
                                     .fd = { PROCESS_NULL, job->out_fd, job->err_fd },
                                     .when_we_end =
                                         pool->when_we_end != 0 ? pool->when_we_end : SIGKILL },
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
    job->out = read_back(job->out_fd, &job->out_length, xzalloc);
    job->err = read_back(job->err_fd, &length, xzalloc);
}

static void fill(struct process_pool *pool)
{
    if (pool->at_once == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        pool->at_once = processors > 0 ? (size_t)processors : 1;
    }
    while (pool->waiting != NULL && pool->running_count < pool->at_once) {
        struct process_job *job = pool->waiting;
        pool->waiting = job->next;
        start(pool, job);
        if (job->pid > 0) {
            job->next = pool->running;
            pool->running = job;
            pool->running_count++;
        } else {
            finish(job);
            pool->ended_count++;
        }
    }
}

struct process_job *process_pool_step(struct process_pool *pool)
{
    int status;
    pid_t pid = waitpid(-1, &status, 0);
    struct process_job **at = &pool->running;
    while (*at != NULL && (pid <= 0 || (*at)->pid != pid))
        at = &(*at)->next;
    struct process_job *job = *at;
    if (job == NULL)
        return NULL;
    *at = job->next;
    job->status = status;
    pool->running_count--;
    pool->ended_count++;
    finish(job);
    fill(pool);
    return job;
}

void process_pool_stop(struct process_pool *pool, int signal)
{
    pool->waiting = NULL;
    for (const struct process_job *job = pool->running; job != NULL; job = job->next)
        kill(job->pid, signal);
    while (pool->running_count > 0)
        process_pool_step(pool);
}

void process_pool_add(struct process_pool *pool, struct process_job *job)
{
    job->out = job->err = NULL;
    job->next = NULL;
    if (pool->waiting == NULL)
        pool->waiting = job;
    else
        pool->last->next = job;
    pool->last = job;
    fill(pool);
}

void process_pool_wait(struct process_pool *pool, const struct process_job *job)
{
    fill(pool);
    while (job->err == NULL)
        process_pool_step(pool);
}

void process_jobs_run(struct process_job *jobs, size_t count, unsigned at_once,
                      void (*tick)(size_t done, size_t of))
{
    struct process_pool pool = { .at_once = at_once };
    for (size_t i = 0; i < count; i++)
        process_pool_add(&pool, &jobs[i]);
    while (pool.ended_count < count) {
        process_pool_step(&pool);
        if (tick != NULL)
            tick(pool.ended_count, count);
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
