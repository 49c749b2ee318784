/* environment.c -- prints what a counted program could notice of heapmark: environment variables,
 * open descriptors, the signal mask. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

extern char **environ;

int main(void)
{
    for (char **e = environ; *e != NULL; e++)
        if (strncmp(*e, "LD_PRELOAD", 10) == 0 || strstr(*e, "HEAPMARK") != NULL)
            printf("variable %s\n", *e);
    for (int fd = 0; fd < 64; fd++)
        if (fcntl(fd, F_GETFD) >= 0)
            printf("descriptor %d\n", fd);
    sigset_t mask;
    sigprocmask(SIG_BLOCK, NULL, &mask);
    for (int s = 1; s < NSIG; s++)
        if (sigismember(&mask, s) == 1)
            printf("blocked %d\n", s);
    struct sigaction pipe_action;
    sigaction(SIGPIPE, NULL, &pipe_action);
    printf("SIGPIPE %s\n", pipe_action.sa_handler == SIG_IGN ? "ignored" : "not ignored");
    return 0;
}
