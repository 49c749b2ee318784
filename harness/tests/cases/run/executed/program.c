/* program.c -- requests 5 blocks, then executes echo in the way that its argument says. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void *volatile keep;
static char *const args[] = { "echo", "made", "it", NULL };

static void execute(const char *way)
{
    if (strcmp(way, "execl") == 0)
        execl("/bin/echo", "echo", "made", "it", NULL);
    if (strcmp(way, "execlp") == 0)
        execlp("/bin/echo", "echo", "made", "it", NULL);
    if (strcmp(way, "execle") == 0)
        execle("/bin/echo", "echo", "made", "it", NULL, environ);
    if (strcmp(way, "execv") == 0)
        execv("/bin/echo", args);
    if (strcmp(way, "execvp") == 0)
        execvp("/bin/echo", args);
    if (strcmp(way, "execvpe") == 0)
        execvpe("/bin/echo", args, environ);
    if (strcmp(way, "execve") == 0)
        execve("/bin/echo", args, environ);
    if (strcmp(way, "fexecve") == 0)
        fexecve(open("/bin/echo", O_RDONLY | O_CLOEXEC), args, environ);
    if (strcmp(way, "execveat") == 0)
        execveat(open("/bin/echo", O_RDONLY | O_CLOEXEC), "", args, environ, AT_EMPTY_PATH);
}

int main(int argc, char **argv)
{
    int status;
    for (int i = 0; i < 5; i++)
        keep = malloc(30);
    execl("/no/such/program", "program", NULL); /* comes back */
    if (argc > 1)
        execute(argv[1]);
    if (argc < 2 || strcmp(argv[1], "vfork") != 0)
        return argc > 1 && strcmp(argv[1], "none") != 0;
    if (vfork() == 0) {
        execv("/bin/echo", args);
        _exit(1);
    }
    wait(&status);
    keep = malloc(30);
    return status;
}
