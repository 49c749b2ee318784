/* jobs.h -- run programs, a few at a time, and keep what they wrote.
 *
 * For the tool. Not thread-safe: it waits for any child of this process. */
#ifndef HM_JOBS_H
#define HM_JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { HM__JOB_ARGS = 16 };

struct hm__job {
    const char *argv[HM__JOB_ARGS]; /* NULL-terminated; argv[0] is searched in PATH */
    const char *variable;           /* NAME=VALUE to add to the environment, or NULL */

    /* Filled in by hm__jobs_run(). */
    int status;      /* of waitpid(), or -1: could not be started */
    char *out, *err; /* stdout and stderr, ended by '\0'; never NULL */
    pid_t pid;
    int out_fd, err_fd;
};

/* Run all of them, at most `at_once` (0: one per processor) at a time. tick, if not NULL, is called
 * after each one that ended with the number that have. Free with hm__jobs_done(). Memory that is
 * not there ends the tool, and with it what still runs. */
void hm__jobs_run(struct hm__job *jobs, size_t count, unsigned at_once,
                  void (*tick)(size_t done, size_t of));
void hm__jobs_done(struct hm__job *jobs, size_t count);

/* True if the job was started and exited with status 0. */
bool hm__job_succeeded(const struct hm__job *job);

#endif
