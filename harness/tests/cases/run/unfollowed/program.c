/* program.c -- starts ./child in the way that is named, and says how it ended. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static void execute_below(int folder, char *const *argv)
{
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
    execveat(folder, argv[0], argv, environ, 0);
#else
    (void)folder;
    execv("./child", argv);
#endif
}

int main(int argc, char **argv)
{
    const char *way = argc > 1 ? argv[1] : "";
    char *const child[] = { "./child", NULL }, *const searched[] = { "child", NULL };
    int status = 0;
    pid_t pid = 0;
    if (strcmp(way, "system") == 0)
        status = system("./child");
    else if (strcmp(way, "spawn") == 0)
        status = posix_spawn(&pid, child[0], NULL, NULL, child, environ);
    else if (strcmp(way, "spawnp") == 0)
        status = posix_spawnp(&pid, searched[0], NULL, NULL, searched, environ);
    else if ((pid = strcmp(way, "vfork") == 0 ? vfork() : fork()) == 0) {
        if (strcmp(way, "search") == 0)
            execvp(searched[0], searched);
        else if (strcmp(way, "list") == 0)
            execl(child[0], child[0], (char *)NULL);
        else if (strcmp(way, "descriptor") == 0)
            fexecve(open(child[0], O_RDONLY | O_CLOEXEC), child, environ);
        else if (strcmp(way, "below") == 0)
            execute_below(open(".", O_RDONLY | O_DIRECTORY), searched);
        else
            execv(child[0], child);
        _exit(127);
    }
    if (pid != 0 && waitpid(pid, &status, 0) != pid)
        return 1;
    printf("%d\n", status);
    return 0;
}
