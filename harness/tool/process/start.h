/* start.h -- the one way in which the tool starts a program.
 *
 *     struct process_start cc = { .argv = argv, .fd = { [STDIN_FILENO] = PROCESS_NULL } };
 *     if (!process_run(&cc, &status, why))
 *         fprintf(stderr, "heapmark: %s\n", why);
 *
 * Members that are not given keep what we have: our environment, folder, descriptors. A child that
 * cannot become the program sends the step that failed and its errno back through a close-on-exec
 * pipe and ends, so "could not be started" is never mistaken for an exit status of the program. */
#ifndef HM_PROCESS_START_H
#define HM_PROCESS_START_H

#include <stdbool.h>
#include <sys/types.h>

#include "process/program.h"

enum {
    PROCESS_FDS = 4,   /* descriptors that can be redirected: 0 to 3 */
    PROCESS_NULL = -1, /* redirect to /dev/null */
};

struct process_start {
    const char *path;        /* the file to execute; NULL: argv[0], searched in our PATH */
    const char *const *argv; /* ends with NULL */
    const char *const *env;  /* the whole environment; NULL: ours, with `add` */
    const char *const *add;  /* NAME=VALUE that come last and replace ours; NULL: none */
    const char *folder;      /* working directory */
    int fd[PROCESS_FDS];     /* fd[i]: which of our descriptors is its descriptor i; 0: the same */
    bool only_these;         /* of our descriptors it inherits 0 to 3 only */
    bool own_group;          /* it leads a process group of its own */
    int when_we_end;         /* the signal it gets when this process ends; 0: none */

    /* Called in the child after all of the above and just before exec, for limits, signals and
     * user ids. NULL: all is well; else the step that failed, a string constant, with errno. */
    const char *(*prepare)(const void *arg);
    const void *arg;
};

/* Start it. What is buffered for stdout is written first if the program shares it. Returns its
 * process id; else -1 with errno, one clause in `why` (may be NULL), and no child left. */
pid_t process_start(const struct process_start *start, char why[PROCESS_WHY_MAX]);

/* Wait for its end; a signal handler does not cut this short. False with errno. */
bool process_wait(pid_t pid, int *status);

/* Both. False: it could not be started or waited for; `why` as above. */
bool process_run(const struct process_start *start, int *status, char why[PROCESS_WHY_MAX]);

/* Call fn in a copy of this process, without a core file. False: it did not return, or there could
 * be no copy. What fn changes in memory is lost. */
bool process_survives(void (*fn)(void *arg), void *arg);

/* True if this status of process_wait() is an exit with status 0. */
bool process_succeeded(int status);

#endif
