/* run_launch.c -- fork, exec, pass signals on, wait. */
#include "run/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "count/totals.h"

extern char **environ;

struct signals {
    sigset_t mask;             /* of our caller, which the program shall have */
    struct sigaction on_child; /* likewise */
};

/* Everything that somebody may send is waited for; what the hardware raises stays deadly. */
static void take_signals(struct signals *before)
{
    sigset_t all;
    sigfillset(&all);
    static const int ours[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS };
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        sigdelset(&all, ours[i]);
    struct sigaction standard = { .sa_handler = SIG_DFL };
    sigemptyset(&standard.sa_mask);
    sigaction(SIGCHLD, &standard, &before->on_child);
    sigprocmask(SIG_BLOCK, &all, &before->mask);
}

static void give_signals(const struct signals *before)
{
    sigaction(SIGCHLD, &before->on_child, NULL);
    sigprocmask(SIG_SETMASK, &before->mask, NULL);
}

/* Our environment with the two variables in it. Owned by the caller: one block. NULL: no memory. */
static char **environment(const struct run_launch *l)
{
    const char *theirs = getenv("LD_PRELOAD");
    size_t count = 0;
    while (environ[count] != NULL)
        count++;
    size_t preload = strlen(l->library) + (theirs != NULL ? strlen(theirs) : 0) + 16;
    size_t ledger = strlen(HM_COUNT_LEDGER_ENV) + strlen(l->ledger) + 2;
    char **env = malloc((count + 3) * sizeof *env + preload + ledger);
    if (env == NULL)
        return NULL;
    char *text = (char *)(env + count + 3);
    snprintf(text, preload, "LD_PRELOAD=%s%s%s", l->library, theirs != NULL ? ":" : "",
             theirs != NULL ? theirs : "");
    snprintf(text + preload, ledger, "%s=%s", HM_COUNT_LEDGER_ENV, l->ledger);
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (strncmp(environ[i], "LD_PRELOAD=", 11) != 0)
            env[n++] = environ[i];
    env[n++] = text;
    env[n++] = text + preload;
    env[n] = NULL;
    return env;
}

/* In the child: become the program, or tell the launcher why not. */
static _Noreturn void become(const struct run_launch *l, char **env, int tell,
                             const struct signals *before)
{
    give_signals(before);
    execve(l->path, l->argv, env);
    int error = errno;
    ssize_t told = write(tell, &error, sizeof error);
    _exit(told == (ssize_t)sizeof error ? 126 : 127);
}

/* A signal that the terminal sent went to the whole foreground group, the program included. */
static void pass_on(pid_t pid, const siginfo_t *info)
{
    if (info->si_code == SI_USER || info->si_code == SI_TKILL || info->si_code == SI_QUEUE)
        kill(pid, info->si_signo);
}

static void wait_for(pid_t pid, int *status)
{
    sigset_t all;
    sigfillset(&all);
    for (;;) {
        pid_t got = waitpid(pid, status, WNOHANG | WUNTRACED);
        if (got == pid && WIFSTOPPED(*status)) {
            if (WSTOPSIG(*status) != SIGSTOP) { /* job control: stop with it, go on with it */
                raise(SIGSTOP);
                kill(pid, SIGCONT);
            }
            continue;
        }
        if (got != 0 && !(got < 0 && errno == EINTR))
            return;
        siginfo_t info;
        if (sigwaitinfo(&all, &info) > 0 && info.si_signo != SIGCHLD)
            pass_on(pid, &info);
    }
}

bool run_launch(const struct run_launch *launch, pid_t *pid, int *status, char why[PROCESS_WHY_MAX])
{
    int tell[2] = { -1, -1 };
    char **env = environment(launch);
    if (env == NULL || pipe2(tell, O_CLOEXEC) != 0) {
        snprintf(why, PROCESS_WHY_MAX, "%s: %s", launch->path, strerror(errno));
        free(env);
        return false;
    }
    struct signals before;
    take_signals(&before);
    *pid = fork();
    if (*pid == 0)
        become(launch, env, tell[1], &before);
    int error = *pid < 0 ? errno : 0;
    close(tell[1]);
    if (*pid > 0 && read(tell[0], &error, sizeof error) == (ssize_t)sizeof error)
        waitpid(*pid, status, 0);
    else if (*pid > 0)
        wait_for(*pid, status);
    close(tell[0]);
    give_signals(&before);
    free(env);
    if (error != 0)
        snprintf(why, PROCESS_WHY_MAX, "%s: %s", launch->path, strerror(error));
    return error == 0;
}

_Noreturn void run_end_like(int status)
{
    fflush(NULL);
    if (WIFEXITED(status))
        _exit(WEXITSTATUS(status));
    int number = WTERMSIG(status);
    struct rlimit none = { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
    signal(number, SIG_DFL);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    sigprocmask(SIG_UNBLOCK, &one, NULL);
    raise(number);
    _exit(128 + number);
}
