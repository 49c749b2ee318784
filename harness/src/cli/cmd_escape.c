/* cmd_escape.c -- `heapmark escape`: hand over to heapmark-escape, which is built only where LLVM
 * is found. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

/* The helper beside this program, or where an installation puts it. */
static const char *const places[] = { "/heapmark-escape", "/../libexec/heapmark/heapmark-escape" };

static int no_helper(void)
{
    fputs(
        "heapmark escape: this heapmark was built without LLVM; install llvm-dev and clang of one "
        "version, 14 or newer (Debian: apt-get install llvm-dev clang), and build again\n",
        stderr);
    return HM_EXIT_USAGE;
}

int hm__cmd_escape(int argc, char **argv)
{
    (void)argc;
    char here[4096];
    ssize_t length = readlink("/proc/self/exe", here, sizeof here - 64);
    if (length < 0)
        return no_helper();
    here[length] = '\0';
    char *slash = strrchr(here, '/');
    size_t folder = slash != NULL ? (size_t)(slash - here) : 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        memcpy(here + folder, places[i], strlen(places[i]) + 1);
        execv(here, argv);
        if (errno != ENOENT && errno != ENOTDIR) {
            fprintf(stderr, "heapmark escape: %s: %s\n", here, strerror(errno));
            return HM_EXIT_USAGE;
        }
    }
    return no_helper();
}
