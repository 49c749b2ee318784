/* A child of a fork is not followed, and does not disturb what is known of its parent. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void *make(void)
{
    return malloc(16); // WANT "outlives make: lives in op, 1 frame up" "20 of 20 blocks"
}

static void op(void)
{
    void *p = make();
    pid_t child = fork();
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
    for (int i = 0; i < 20; i++)
        op();
    return 0;
}
