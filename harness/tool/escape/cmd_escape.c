/* cmd_escape.c -- the verb `escape`: run heapmark-escape, which is built only where LLVM is found,
 * and report if a signal ended it. */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/verb.h"
#include "cli/paths.h"
#include "process/start.h"

static int no_escape(void)
{
    fputs(
        "heapmark escape: this heapmark was built without LLVM; install llvm-dev and clang of one "
        "version, 14 or newer (Debian: apt-get install llvm-dev clang), and build again\n",
        stderr);
    return HM_EXIT_USAGE;
}

static int cannot(const char *path, int error)
{
    fprintf(stderr, "heapmark escape: %s: %s\n", path, strerror(error));
    return HM_EXIT_USAGE;
}

/* LLVM aborts when it has no memory, and when it meets a fault of its own. */
static int status_of(const char *path, int status)
{
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    int ended_by = WTERMSIG(status);
    if (ended_by == SIGPIPE) { /* the reader of the output has gone: end as any filter does */
        signal(SIGPIPE, SIG_DFL);
        raise(SIGPIPE);
    }
    fprintf(stderr,
            "heapmark escape: %s was ended by signal %d (%s): LLVM is out of memory, or has a "
            "fault\n",
            path, ended_by, strsignal(ended_by));
    return HM_EXIT_USAGE;
}

static int run(const char *path, char **argv)
{
    int status;
    const struct process_start start = { .path = path,
                                         .argv = (const char *const *)argv,
                                         .when_we_end = SIGTERM };
    return process_run(&start, &status, NULL) ? status_of(path, status) : cannot(path, errno);
}

int cmd_escape(int argc, char **argv)
{
    static const char *const folders[] = { "bin", "libexec/heapmark" };
    (void)argc;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char path[PATH_MAX + 64];
        snprintf(path, sizeof path, "%s/%s/heapmark-escape", cli_prefix(), folders[i]);
        if (access(path, X_OK) == 0)
            return run(path, argv);
        if (errno != ENOENT && errno != ENOTDIR)
            return cannot(path, errno);
    }
    return no_escape();
}
