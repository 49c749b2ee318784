/* command.h -- the command lines of compilers. */
#ifndef HM_ESCAPE_BASE_COMMAND_H
#define HM_ESCAPE_BASE_COMMAND_H

#include "escape/base/options.h"
#include "process/jobs.h"

/* COMPILER CFLAGS FLAGS FILE, with the flags of the file in its project and the CFLAGS of the
 * options, for another compiler than options->gcc without those of gcc alone; `flags` and the
 * result end with NULL. In the arena. */
const char **escape_command(const struct escape_options *options, const char *compiler,
                            const char *const *flags, const char *file);

/* `args` without the flags that the compiler refused: it does not know them or their values, and
 * said so in `errors`. NULL when it refused none. In the arena. */
const char **escape_command_without_refused(const char *const *args, const char *errors);

/* Wait for a compiler; run it again without the flags that it refuses. */
void escape_command_wait(struct process_pool *pool, struct process_job *job);

#endif
