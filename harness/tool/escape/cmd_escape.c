/* cmd_escape.c -- the verb `escape`: run heapmark-escape, which is built only where LLVM is found,
 * and report if a signal ended it. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "cli/verb.h"
#include "escape/base/found.h"
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
    char path[ESCAPE_PATH_ROOM];
    (void)argc;
    if (escape_found(path))
        return run(path, argv);
    return errno == ENOENT ? no_escape() : cannot(path, errno);
}
