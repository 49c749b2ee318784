/* cmd_escape.c -- `heapmark escape`: hand over to heapmark-escape, which is built only where LLVM
 * is found. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/paths.h"

static int no_escape(void)
{
    fputs(
        "heapmark escape: this heapmark was built without LLVM; install llvm-dev and clang of one "
        "version, 14 or newer (Debian: apt-get install llvm-dev clang), and build again\n",
        stderr);
    return HM_EXIT_USAGE;
}

int hm__cmd_escape(int argc, char **argv)
{
    static const char *const folders[] = { "bin", "libexec/heapmark" };
    (void)argc;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[PATH_MAX + 64];
        snprintf(path, sizeof path, "%s/%s/heapmark-escape", hm__prefix(), folders[i]);
        execv(path, argv);
        if (errno != ENOENT && errno != ENOTDIR) {
            fprintf(stderr, "heapmark escape: %s: %s\n", path, strerror(errno));
            return HM_EXIT_USAGE;
        }
    }
    return no_escape();
}
