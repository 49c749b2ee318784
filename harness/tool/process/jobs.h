/* jobs.h -- run programs and keep what they wrote.
 *
 * For the tool. Not thread-safe: waits for any child of this process. */
#ifndef HM_PROCESS_JOBS_H
#define HM_PROCESS_JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { PROCESS_JOB_ARGS = 16 };

struct process_job {
    const char *argv[PROCESS_JOB_ARGS]; /* NULL-terminated; argv[0] is searched in PATH */
    const char *const *args;            /* taken in place of argv, if not NULL: of any length */
    const char *variable;               /* NAME=VALUE to add to the environment, or NULL */
    const char *folder;                 /* working directory; NULL: ours */

    /* Filled in when it has ended. */
    int status;      /* of waitpid(), or -1: could not be started, and `err` says why */
    char *out, *err; /* stdout and stderr, ended by '\0'; never NULL once it has ended */
    size_t out_length;
    pid_t pid;
    int out_fd, err_fd;
    struct process_job *next; /* in a list of the pool */
};

/* Programs of which at most `at_once` (0: one per processor) run at a time, the first added first.
 * Start from { .at_once = N }. When this process ends they get `when_we_end` (0: SIGKILL). */
struct process_pool {
    size_t at_once, running_count, ended_count;
    int when_we_end;
    struct process_job *waiting, *last, *running;
};

/* Run `job` when it is its turn; it is started now, or while another one is waited for. */
void process_pool_add(struct process_pool *pool, struct process_job *job);
/* Wait until one of those that run has ended, and start the next one. Returns the one that ended;
 * NULL: none did before a signal handler ran. */
struct process_job *process_pool_step(struct process_pool *pool);
/* Start no more of them, send `signal` to those that run, and wait until they have ended. */
void process_pool_stop(struct process_pool *pool, int signal);
/* Wait until `job` has ended. Then free what it wrote with process_jobs_done(job, 1). */
void process_pool_wait(struct process_pool *pool, const struct process_job *job);

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
