/* jobs.h -- run programs and keep what they wrote.
 *
 * For the tool. Not thread-safe: process_jobs_run() waits for any child of this process. */
#ifndef HM_PROCESS_JOBS_H
#define HM_PROCESS_JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { PROCESS_JOB_ARGS = 16 };

struct process_job {
    const char *argv[PROCESS_JOB_ARGS]; /* NULL-terminated; argv[0] is searched in PATH */
    const char *variable;               /* NAME=VALUE to add to the environment, or NULL */
    const char *folder;                 /* working directory; NULL: ours */

    /* Filled in by process_jobs_run(). */
    int status;      /* of waitpid(), or -1: could not be started, and `err` says why */
    char *out, *err; /* stdout and stderr, ended by '\0'; never NULL */
    pid_t pid;
    int out_fd, err_fd;
};

/* Run all of them, at most `at_once` (0: one per processor) at a time. tick, if not NULL, is called
 * after each one that ended, with the number that have ended. Free with process_jobs_done(). When
 * memory runs out the tool ends, and the programs that still run end with it. */
void process_jobs_run(struct process_job *jobs, size_t count, unsigned at_once,
                      void (*tick)(size_t done, size_t of));
void process_jobs_done(struct process_job *jobs, size_t count);

/* True if the job was started and exited with status 0. */
bool process_job_succeeded(const struct process_job *job);

/* Run one program (argv ends with NULL, argv[0] is searched in PATH) with an empty standard input.
 * *output is what it wrote to its standard output and a NUL that *length does not count; free() it.
 * Its standard error is ours, or dropped when `quiet`. Returns its exit status, 128 and the number
 * of the signal that ended it, or -1 with errno and *output NULL: it could not be run, or there is
 * no memory for its output. */
int process_output(const char *const *argv, bool quiet, char **output, size_t *length);

#endif
