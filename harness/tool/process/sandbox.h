/* sandbox.h -- run a program that is not trusted: limited, watched, its output kept within bounds.
 *
 * The program runs in bubblewrap: it sees the toolchain, its own folder and what `seen` names,
 * read-only, no network and no other process; it can write to `out`, if it is given one, and to a
 * small /tmp of its own. As root we run it as the user nobody. Where bubblewrap does not work, the
 * limits on time, memory and output still hold, and `confined` says that nothing was isolated. */
#ifndef HM_PROCESS_SANDBOX_H
#define HM_PROCESS_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

enum {
    PROCESS_SANDBOX_KEEP = 64 * 1024,    /* bytes of output that are kept */
    PROCESS_SANDBOX_REPORT = 512 * 1024, /* and of the report */
    PROCESS_SANDBOX_NOBODY = 65534,      /* the user nobody, who runs it if we are root */
    PROCESS_SANDBOX_SHARED = 52,         /* the number under which it has `shared` */
};

struct process_sandbox {
    const char *const *argv;    /* argv[0] is searched in PATH; NULL ends */
    const char *const *env;     /* NAME=VALUE, NULL ends: the whole environment */
    const char *folder;         /* where it runs */
    const char *const *seen;    /* other files and folders that it reads, NULL ends; NULL: none */
    const char *out;            /* the folder it may write to; NULL: none */
    int input;                  /* the descriptor of its standard input; 0: it is empty */
    int shared;                 /* one more descriptor that it inherits; 0: none */
    unsigned wall_s;            /* seconds until it is killed */
    unsigned cpu_s;             /* seconds of processor time */
    unsigned long memory_bytes; /* address space; 0: no limit (a sanitizer reserves terabytes) */
    bool forks;                 /* it may start processes, as a compiler does */
    bool trusted;               /* limits, but no isolation */
    bool fixed_addresses;       /* no address randomisation, where the system allows it: with some
                                 * systems' randomisation ThreadSanitizer does not start */
};

enum process_ending {
    PROCESS_EXITED,
    PROCESS_SIGNALLED,
    PROCESS_TIMED_OUT,   /* killed for time */
    PROCESS_TOO_LOUD,    /* killed for printing without end */
    PROCESS_NOT_STARTED, /* `status` is an errno, `output` one clause that says why */
    PROCESS_INTERRUPTED, /* killed because process_sandbox_interrupt() was called */
};

struct process_result {
    enum process_ending ending;
    int status;          /* exit status, signal or errno */
    bool confined;       /* it ran in bubblewrap */
    size_t output_bytes; /* all that it printed, with the part that was thrown away */
    size_t report_bytes;
    char output[PROCESS_SANDBOX_KEEP + 1];   /* standard output and error, ends with NUL */
    char report[PROCESS_SANDBOX_REPORT + 1]; /* descriptor 3, ends with NUL */
};

/* Run it to its end. `ran` is the caller's and is large: not for a small stack. Everything the
 * program started has been killed when this returns. A sandbox that does not start, because the
 * machine is busy, is tried again. Not thread-safe. */
void process_sandbox_run(const struct process_sandbox *sandbox, struct process_result *ran);

/* A signal handler: kill what runs in a sandbox, and let nothing more start in one. */
void process_sandbox_interrupt(int signal);

/* The signal that interrupted us; 0: none. */
int process_sandbox_interrupted(void);

/* How it ended, as a clause for a user: "exited with status 3", "timeout: it ran for more than 10
 * s". */
const char *process_ending_text(const struct process_sandbox *sandbox,
                                const struct process_result *ran, char *text, size_t size);

/* True if bubblewrap works here. Tried once. */
bool process_sandbox_isolates(void);

#endif
