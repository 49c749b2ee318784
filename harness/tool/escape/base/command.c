/* command.c -- put a compiler's command line together; contract in command.h. */
#include "escape/base/command.h"

#include "escape/base/arena.h"
#include "escape/base/flags.h"

const char **escape_command(const struct escape_options *options, const char *compiler,
                            const char *const *flags, const char *file)
{
    const char **argv = NULL;
    size_t count = 0, room = 0;
    *ESCAPE_APPEND(argv, count, room) = compiler;
    const struct escape_unit *unit = escape_unit_of(options, file);
    for (size_t i = 0; unit != NULL && i < unit->count; i++)
        if (compiler == options->gcc || !escape_flags_only_gcc(unit->flags[i]))
            *ESCAPE_APPEND(argv, count, room) = unit->flags[i];
    for (size_t i = 0; i < options->cflag_count; i++)
        if (compiler == options->gcc || !escape_flags_only_gcc(options->cflags[i]))
            *ESCAPE_APPEND(argv, count, room) = options->cflags[i];
    for (; *flags != NULL; flags++)
        *ESCAPE_APPEND(argv, count, room) = *flags;
    *ESCAPE_APPEND(argv, count, room) = file;
    *ESCAPE_APPEND(argv, count, room) = NULL;
    return argv;
}
