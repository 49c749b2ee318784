/* jobs.h -- run programs, a few at a time, and keep what they wrote.
 *
 * For the tool. Not thread-safe: it waits for any child of this process. */
#ifndef HM_PROCESS_JOBS_H
#define HM_PROCESS_JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { PROCESS_JOB_ARGS = 16 };

struct process_job {
    const char *argv[PROCESS_JOB_ARGS]; /* NULL-terminated; argv[0] is searched in PATH */
    const char *variable;               /* NAME=VALUE to add to the environment, or NULL */

    /* Filled in by process_jobs_run(). */
    int status;      /* of waitpid(), or -1: could not be started */
    char *out, *err; /* stdout and stderr, ended by '\0'; never NULL */
    pid_t pid;
    int out_fd, err_fd;
};

/* Run all of them, at most `at_once` (0: one per processor) at a time. tick, if not NULL, is called
 * after each one that ended with the number that have. Free with process_jobs_done(). Memory that
 * is not there ends the tool, and with it what still runs. */
void process_jobs_run(struct process_job *jobs, size_t count, unsigned at_once,
                      void (*tick)(size_t done, size_t of));
void process_jobs_done(struct process_job *jobs, size_t count);

/* True if the job was started and exited with status 0. */
bool process_job_succeeded(const struct process_job *job);

#endif
