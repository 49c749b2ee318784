/* start.c -- fork, set the child up step by step, exec; a pipe brings back the step that failed. */
#include "process/start.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { DESCRIPTORS = 1024 }; /* those above are opened close-on-exec by all of the tool */

/* What a child sends. It is a copy of its parent, where the same text is at the same address. */
struct failure {
    const char *step; /* "": exec itself */
    int error;        /* 0: none */
};

static size_t count(const char *const *list)
{
    size_t n = 0;
    while (list[n] != NULL)
        n++;
    return n;
}

/* The one of `add` that has the same name; NULL: none. */
static const char *replacement(const char *variable, const char *const *add)
{
    size_t n = strcspn(variable, "=") + 1;
    while (*add != NULL && strncmp(variable, *add, n) != 0)
        add++;
    return *add;
}

static bool holds(const char **list, const char *text)
{
    while (*list != NULL && *list != text)
        list++;
    return *list != NULL;
}

/* Our environment with `add`, if any: what is replaced keeps its place, the rest is behind. The
 * array is the caller's. NULL: no memory. */
static const char **environment(const char *const *add)
{
    static const char *const none[] = { NULL };
    const char *const *ours = (const char *const *)environ;
    add = add != NULL ? add : none;
    size_t n = 0;
    const char **env = calloc(count(ours) + count(add) + 1, sizeof *env);
    for (; env != NULL && *ours != NULL; ours++) {
        const char *other = replacement(*ours, add);
        if (other == NULL || !holds(env, other))
            env[n++] = other != NULL ? other : *ours;
    }
    for (; env != NULL && *add != NULL; add++)
        if (!holds(env, *add))
            env[n++] = *add;
    return env;
}

/* All sources first move out of the way, so that no dup2() overwrites one that is still needed. */
static bool redirect(const int fd[PROCESS_FDS])
{
    int from[PROCESS_FDS];
    for (int i = 0; i < PROCESS_FDS; i++) {
        int source = fd[i];
        if (source == PROCESS_NULL)
            source = open("/dev/null", (i == 0 ? O_RDONLY : O_WRONLY) | O_CLOEXEC);
        if (fd[i] != 0 && (from[i] = fcntl(source, F_DUPFD_CLOEXEC, PROCESS_FDS)) < 0)
            return false;
    }
    for (int i = 0; i < PROCESS_FDS; i++)
        if (fd[i] != 0 && dup2(from[i], i) < 0)
            return false;
    return true;
}

/* In the child, up to exec. Returns the step that failed, with errno; NULL: none. */
static const char *set_up(const struct process_start *start, pid_t parent)
{
    if (!redirect(start->fd))
        return "redirection";
    for (int fd = PROCESS_FDS; start->only_these && fd < DESCRIPTORS; fd++)
        fcntl(fd, F_SETFD, FD_CLOEXEC);
    if (start->own_group && setpgid(0, 0) != 0)
        return "process group";
    if (start->folder != NULL && chdir(start->folder) != 0)
        return start->folder;
    const char *failed = start->prepare != NULL ? start->prepare(start->arg) : NULL;
    if (failed == NULL && start->when_we_end != 0) {
        prctl(PR_SET_PDEATHSIG, start->when_we_end); /* last: a change of user ids resets it */
        if (getppid() != parent)
            _exit(127); /* it has ended already */
    }
    return failed;
}

static _Noreturn void become(const struct process_start *start, const char *const *env,
                             pid_t parent, int tell)
{
    tell = fcntl(tell, F_DUPFD_CLOEXEC, PROCESS_FDS); /* where no redirection hits it */
    struct failure failed = { .step = set_up(start, parent) };
    if (failed.step == NULL) {
        failed.step = "";
        if (start->path != NULL)
            execve(start->path, (char *const *)start->argv, (char *const *)env);
        else
            execvpe(start->argv[0], (char *const *)start->argv, (char *const *)env);
    }
    failed.error = errno;
    ssize_t told = write(tell, &failed, sizeof failed);
    _exit(told == (ssize_t)sizeof failed ? 126 : 127);
}

static struct failure fork_and_exec(const struct process_start *start, const char *const *env,
                                    pid_t *pid)
{
    int tell[2], status;
    if (pipe2(tell, O_CLOEXEC) != 0)
        return (struct failure){ "pipe", errno };
    pid_t parent = getpid();
    *pid = fork();
    if (*pid == 0)
        become(start, env, parent, tell[1]);
    struct failure failed = { "fork", *pid < 0 ? errno : 0 };
    close(tell[1]);
    while (*pid > 0 && read(tell[0], &failed, sizeof failed) < 0 && errno == EINTR)
        continue;
    close(tell[0]);
    if (*pid > 0 && failed.error != 0)
        process_wait(*pid, &status);
    return failed;
}

pid_t process_start(const struct process_start *start, char why[PROCESS_WHY_MAX])
{
    const char **merged = start->env == NULL ? environment(start->add) : NULL;
    const char *const *env = start->env != NULL ? start->env : merged;
    struct failure failed = { "environment", ENOMEM };
    pid_t pid = -1;
    if (start->fd[STDOUT_FILENO] == 0)
        fflush(stdout);
    if (env != NULL)
        failed = fork_and_exec(start, env, &pid);
    free(merged);
    if (failed.error == 0)
        return pid;
    if (why != NULL)
        snprintf(why, PROCESS_WHY_MAX, "%s: %s%s%s",
                 start->path != NULL ? start->path : start->argv[0], failed.step,
                 failed.step[0] != '\0' ? ": " : "", strerror(failed.error));
    errno = failed.error;
    return -1;
}

bool process_wait(pid_t pid, int *status)
{
    while (waitpid(pid, status, 0) < 0)
        if (errno != EINTR)
            return false;
    return true;
}

bool process_run(const struct process_start *start, int *status, char why[PROCESS_WHY_MAX])
{
    pid_t pid = process_start(start, why);
    if (pid < 0)
        return false;
    bool ended = process_wait(pid, status);
    if (!ended && why != NULL)
        snprintf(why, PROCESS_WHY_MAX, "%s: %s", start->argv[0], strerror(errno));
    return ended;
}

bool process_survives(void (*fn)(void *arg), void *arg)
{
    int status;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
        fn(arg);
        _exit(0);
    }
    return pid > 0 && process_wait(pid, &status) && process_succeeded(status);
}

bool process_succeeded(int status)
{
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
