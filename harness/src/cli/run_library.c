/* run_library.c -- look beside the tool. */
#include "cli/run_library.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const places[] = {
    "lib/libheapmark_preload.so",
    "lib/heapmark/libheapmark_preload.so",
};

/* LD_PRELOAD has no quoting; a descriptor's name has neither blank nor colon. */
static bool by_descriptor(char path[PATH_MAX])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    snprintf(path, PATH_MAX, "/proc/%d/fd/%d", (int)getpid(), fd);
    return true;
}

bool hm__preload_library(char path[PATH_MAX], char why[HM__WHY_MAX])
{
    char own[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", own, sizeof own - 1);
    own[n > 0 ? n : 0] = '\0';
    for (int up = 0; up < 2; up++) { /* PREFIX/bin/heapmark -> PREFIX */
        char *slash = strrchr(own, '/');
        if (slash != NULL)
            *slash = '\0';
    }
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        int length = snprintf(path, PATH_MAX, "%s/%s", own, places[i]);
        if (length < PATH_MAX && access(path, R_OK) == 0)
            return strpbrk(path, ": \t") == NULL || by_descriptor(path);
    }
    snprintf(why, HM__WHY_MAX, "%.300s/%s: no such file; it belongs beside the tool", own,
             places[0]);
    return false;
}
