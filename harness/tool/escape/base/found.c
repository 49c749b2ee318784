/* found.c -- look for heapmark-escape beside this program; contract in found.h. */
#include "escape/base/found.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/paths.h"

bool escape_found(char path[ESCAPE_PATH_ROOM])
{
    static const char *const folders[] = { "bin", "libexec/heapmark" };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, ESCAPE_PATH_ROOM, "%s/%s/heapmark-escape", cli_prefix(), folders[i]);
        if (access(path, X_OK) == 0)
            return true;
        if (errno != ENOENT && errno != ENOTDIR)
            return false;
    }
    errno = ENOENT;
    return false;
}
