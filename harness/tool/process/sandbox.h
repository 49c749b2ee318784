/* sandbox.h -- run a program that is not trusted: limited, watched, its output kept within bounds.
 *
 * The program runs in a process group of its own, in bubblewrap where that works: then it sees the
 * file system read-only, no network, no other process, and one folder it may write to. Where
 * bubblewrap does not work the limits still hold, and `confined` says that the walls do not. */
#ifndef HM_PROCESS_SANDBOX_H
#define HM_PROCESS_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

enum { PROCESS_SANDBOX_KEEP = 64 * 1024 }; /* bytes of output that are kept */

struct process_sandbox {
    const char *const *argv;    /* argv[0] is a path; NULL ends */
    const char *const *env;     /* NAME=VALUE, NULL ends: all of the environment there is */
    const char *folder;         /* where it runs, and all it may write to */
    const char *input;          /* what it reads on standard input; NULL: nothing */
    unsigned wall_s;            /* seconds until it is killed */
    unsigned cpu_s;             /* seconds of processor time */
    unsigned long memory_bytes; /* address space; 0: no limit (a sanitizer reserves terabytes) */
    bool trusted;               /* the compiler: limits, but no walls */
    bool fixed_addresses; /* where the system lets us: ThreadSanitizer does not start when addresses
                             are as random as some systems make them */
};

enum process_ending {
    PROCESS_EXITED,
    PROCESS_SIGNALLED,
    PROCESS_TIMED_OUT,   /* killed for time */
    PROCESS_TOO_LOUD,    /* killed for printing without end */
    PROCESS_NOT_STARTED, /* `status` is an errno */
};

struct process_result {
    enum process_ending ending;
    int status;          /* exit status, signal or errno */
    bool confined;       /* bubblewrap stood around it */
    size_t output_bytes; /* all that it printed, the part that was thrown away too */
    size_t report_bytes;
    char output[PROCESS_SANDBOX_KEEP + 1]; /* standard output and error, ends with NUL */
    char report[PROCESS_SANDBOX_KEEP + 1]; /* descriptor 3, ends with NUL */
};

/* Run it to its end. `ran` is the caller's and is large: not for a small stack. Everything the
 * program started has been killed when this returns. Not thread-safe. */
void process_sandbox_run(const struct process_sandbox *sandbox, struct process_result *ran);

/* How it ended, as a clause for a user: "exited with status 3", "ran for more than 10 s". */
const char *process_ending_text(const struct process_sandbox *sandbox,
                                const struct process_result *ran, char *text, size_t size);

/* Does bubblewrap work here? Asked once. */
bool process_sandbox_walls(void);

#endif
