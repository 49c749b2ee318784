/* paths.c -- from /proc/self/exe to the rest. */
#include "cli/paths.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *cli_prefix(void)
{
    static char prefix[PATH_MAX];
    if (prefix[0] == '\0') {
        ssize_t n = readlink("/proc/self/exe", prefix, sizeof prefix - 1);
        prefix[n > 0 ? n : 0] = '\0';
        for (int up = 0; up < 2; up++) { /* PREFIX/bin/heapmark -> PREFIX */
            char *slash = strrchr(prefix, '/');
            if (slash != NULL)
                *slash = '\0';
        }
    }
    return prefix;
}

const char *cli_include_folder(void)
{
    static char folder[PATH_MAX + 16], real[PATH_MAX]; /* a link, if the tool is not installed */
    snprintf(folder, sizeof folder, "%s/include", cli_prefix());
    return realpath(folder, real) != NULL ? real : folder;
}

const char *const *cli_link_flags(bool counted)
{
    static char harness[PATH_MAX + 32], counting[PATH_MAX + 32];
    static const char *flags[16];
    snprintf(harness, sizeof harness, "%s/lib/libheapmark_harness.a", cli_prefix());
    snprintf(counting, sizeof counting, "%s/lib/libheapmark_malloc.a", cli_prefix());
    size_t n = 0;
    if (counted) {
        flags[n++] = "-Wl,--whole-archive";
        flags[n++] = counting;
        flags[n++] = "-Wl,--no-whole-archive";
    }
    flags[n++] = harness;
    flags[n++] = "-lm";
    flags[n++] = "-ldl";
    flags[n++] = "-pthread";
    flags[n++] = "-ljansson";
    if (counted) {
        flags[n++] = "-Wl,--no-as-needed";
        flags[n++] = "-ljemalloc";
    }
    flags[n] = NULL;
    return flags;
}
