/* child.h -- run a compiler and take what it writes to its standard output. */
#ifndef HM_PROCESS_CHILD_H
#define HM_PROCESS_CHILD_H

#include <stdbool.h>
#include <stddef.h>

/* Run argv (NULL at its end; argv[0] is searched in PATH) with an empty standard input. *output is
 * what it wrote, in the arena, followed by a NUL that *length does not count. Its standard error is
 * ours, or dropped when `quiet`. Returns its exit status, or -1 when it could not be run. */
int process_child_run(const char *const *argv, bool quiet, char **output, size_t *length);

#endif
