/* sandbox.h -- run a program that is not trusted: limited, watched, its output kept within bounds.
 *
 * The program runs in a process group of its own, in bubblewrap where that works: then it sees the
 * file system read-only, no network, no other process, and one folder it may write to. Where
 * bubblewrap does not work, the limits on time, memory and output still hold, and `confined` says
 * that file system and network were not isolated. */
#ifndef HM_PROCESS_SANDBOX_H
#define HM_PROCESS_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

enum { PROCESS_SANDBOX_KEEP = 64 * 1024 }; /* bytes of output that are kept */

struct process_sandbox {
    const char *const *argv;    /* argv[0] is searched in PATH; NULL ends */
    const char *const *env;     /* NAME=VALUE, NULL ends: the whole environment */
    const char *folder;         /* where it runs, and the only folder it may write to */
    unsigned wall_s;            /* seconds until it is killed */
    unsigned cpu_s;             /* seconds of processor time */
    unsigned long memory_bytes; /* address space; 0: no limit (a sanitizer reserves terabytes) */
    bool trusted;               /* the compiler: limits, but no isolation */
    bool fixed_addresses;       /* no address randomisation, where the system allows it: with some
                                 * systems' randomisation ThreadSanitizer does not start */
};

enum process_ending {
    PROCESS_EXITED,
    PROCESS_SIGNALLED,
    PROCESS_TIMED_OUT,   /* killed for time */
    PROCESS_TOO_LOUD,    /* killed for printing without end */
    PROCESS_NOT_STARTED, /* `status` is an errno, `output` one clause that says why */
};

struct process_result {
    enum process_ending ending;
    int status;          /* exit status, signal or errno */
    bool confined;       /* it ran in bubblewrap */
    size_t output_bytes; /* all that it printed, with the part that was thrown away */
    size_t report_bytes;
    char output[PROCESS_SANDBOX_KEEP + 1]; /* standard output and error, ends with NUL */
    char report[PROCESS_SANDBOX_KEEP + 1]; /* descriptor 3, ends with NUL */
};

/* Run it to its end, with an empty standard input. `ran` is the caller's and is large: not for a
 * small stack. Everything the program started has been killed when this returns. Not thread-safe.
 */
void process_sandbox_run(const struct process_sandbox *sandbox, struct process_result *ran);

/* How it ended, as a clause for a user: "exited with status 3", "timeout: it ran for more than 10
 * s". */
const char *process_ending_text(const struct process_sandbox *sandbox,
                                const struct process_result *ran, char *text, size_t size);

/* True if bubblewrap works here. Tried once. */
bool process_sandbox_isolates(void);

#endif
