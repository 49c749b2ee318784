/* launch.h -- start a program under the preload library and wait for it, invisibly.
 *
 * The program gets the launcher's stdin, stdout, stderr, signal mask, signal dispositions and
 * environment (plus LD_PRELOAD and the ledger's name, which the library takes out again). Signals
 * sent to the launcher are passed on; a program that stops stops the launcher, so job control
 * works. */
#ifndef HM_RUN_LAUNCH_H
#define HM_RUN_LAUNCH_H

#include <stdbool.h>

#include "process/program.h"

struct run_end {
    int status;  /* of waitpid() */
    bool others; /* it waited for processes that it had started */
};

/* Run the file `path` with the arguments argv (ends with NULL) to its end; `ledger` is the value of
 * HM_COUNT_LEDGER_ENV. False and one clause in `why` if it could not be started. Not thread-safe:
 * it changes the process's signal mask while it waits. */
bool run_launch(const char *path, char *const *argv, const char *ledger, struct run_end *end,
                char why[PROCESS_WHY_MAX]);

/* End this process as the other one ended: same exit status, or by the same signal (without a
 * second core file). Does not return. */
_Noreturn void run_end_like(int status);

#endif
