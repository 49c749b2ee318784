/* preload.c -- find the library beside the tool and put it in front of the user's LD_PRELOAD. */
#include "process/preload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/paths.h"

/* LD_PRELOAD has no quoting; a descriptor's name has neither blank nor colon. */
static bool by_descriptor(char path[PATH_MAX])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    snprintf(path, PATH_MAX, "/proc/%d/fd/%d", (int)getpid(), fd);
    return true;
}

static bool find(const char *name, char path[PATH_MAX])
{
    static const char *const folders[] = { "lib", "lib/heapmark" };
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        int length =
            snprintf(path, PATH_MAX, "%s/%s/libheapmark_%s.so", cli_prefix(), folders[i], name);
        if (length < PATH_MAX && access(path, R_OK) == 0)
            return strpbrk(path, ": \t") == NULL || by_descriptor(path);
    }
    return false;
}

char *process_preload(const char *name, char why[PROCESS_WHY_MAX])
{
    char path[PATH_MAX], *variable;
    const char *theirs = getenv("LD_PRELOAD");
    if (!find(name, path)) {
        snprintf(why, PROCESS_WHY_MAX,
                 "%.300s/lib/libheapmark_%s.so: no such file; it belongs beside the tool",
                 cli_prefix(), name);
        return NULL;
    }
    if (asprintf(&variable, "LD_PRELOAD=%s%s%s", path, theirs != NULL ? ":" : "",
                 theirs != NULL ? theirs : "") >= 0)
        return variable;
    snprintf(why, PROCESS_WHY_MAX, "%s", strerror(ENOMEM));
    return NULL;
}
