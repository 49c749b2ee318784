/* A child of fork is not followed and does not change the verdicts of its parent. The same is true
 * for glibc's _Fork, which runs no handlers. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 34)
#define FORK_ALONE
#endif
#endif

static void *make(void)
{
    return malloc(16); // WANT "outlives make: lives in op, 1 frame up" "40 of 40 blocks"
}

static pid_t fork_either_way(int alone)
{
#ifdef FORK_ALONE
    return alone ? _Fork() : fork();
#else
    (void)alone;
    return fork();
#endif
}

static void op(int alone)
{
    void *p = make();
    pid_t child = fork_either_way(alone);
    if (child == 0) {
        free(p);
        for (int i = 0; i < 100; i++)
            free(make());
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        abort();
    free(p);
}

int main(void)
{
    for (int i = 0; i < 40; i++)
        op(i % 2);
    return 0;
}
