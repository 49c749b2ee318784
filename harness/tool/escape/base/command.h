/* command.h -- the command lines of compilers. */
#ifndef HM_ESCAPE_BASE_COMMAND_H
#define HM_ESCAPE_BASE_COMMAND_H

#include "escape/base/options.h"

/* COMPILER CFLAGS FLAGS FILE, with the flags of the file in its project and the CFLAGS of the
 * options, for another
 * compiler than options->gcc without those of gcc alone; `flags` and the result end with NULL.
 * In the arena. */
const char **escape_command(const struct escape_options *options, const char *compiler,
                            const char *const *flags, const char *file);

#endif
