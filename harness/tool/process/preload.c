/* run_library.c -- look beside the tool. */
#include "process/preload.h"

#include <fcntl.h>
#include <stdio.h>
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

bool process_preload_library(const char *name, char path[PATH_MAX], char why[PROCESS_WHY_MAX])
{
    static const char *const folders[] = { "lib", "lib/heapmark" };
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        int length =
            snprintf(path, PATH_MAX, "%s/%s/libheapmark_%s.so", cli_prefix(), folders[i], name);
        if (length < PATH_MAX && access(path, R_OK) == 0)
            return strpbrk(path, ": \t") == NULL || by_descriptor(path);
    }
    snprintf(why, PROCESS_WHY_MAX,
             "%.300s/lib/libheapmark_%s.so: no such file; it belongs beside the tool", cli_prefix(),
             name);
    return false;
}
