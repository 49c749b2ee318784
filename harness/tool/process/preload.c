/* preload.c -- find the library beside the tool and put it in front of the user's LD_PRELOAD. */
#include "process/preload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/paths.h"

bool process_descriptor_path(int fd, char *path, size_t size)
{
    char self[32];
    ssize_t n = readlink("/proc/self", self, sizeof self - 1);
    if (n <= 0)
        return false;
    snprintf(path, size, "/proc/%.*s/fd/%d", (int)n, self, fd);
    return true;
}

/* LD_PRELOAD has no quoting; a descriptor's name has neither blank nor colon. */
static bool by_descriptor(char path[PATH_MAX])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd >= 0 && process_descriptor_path(fd, path, PATH_MAX);
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
