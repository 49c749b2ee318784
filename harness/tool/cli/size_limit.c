/* size_limit.c -- catch SIGXFSZ, and lift the limit for files in memory. */
#include "cli/size_limit.h"

#include <errno.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

static void nothing(int number)
{
    (void)number;
}

/* A handler, because exec resets it, while a program would inherit SIG_IGN. */
void cli_survive_size_limit(void)
{
    struct sigaction caught = { .sa_handler = nothing, .sa_flags = SA_RESTART }, before;
    sigemptyset(&caught.sa_mask);
    if (sigaction(SIGXFSZ, NULL, &before) == 0 && before.sa_handler == SIG_DFL)
        sigaction(SIGXFSZ, &caught, NULL);
}

bool cli_resize_memory(int fd, off_t size)
{
    struct rlimit limit, none = { RLIM_INFINITY, RLIM_INFINITY };
    cli_survive_size_limit();
    if (getrlimit(RLIMIT_FSIZE, &limit) != 0)
        return false;
    if (setrlimit(RLIMIT_FSIZE, &none) != 0)
        setrlimit(RLIMIT_FSIZE, &(struct rlimit){ limit.rlim_max, limit.rlim_max });
    bool done = ftruncate(fd, size) == 0;
    int error = errno;
    setrlimit(RLIMIT_FSIZE, &limit);
    errno = error;
    return done;
}
