/* launch.c -- start the program, pass signals on to it, wait for its end. */
#include "run/launch.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "count/totals.h"
#include "process/preload.h"
#include "process/start.h"

enum { CHILDREN_FAULTS = 11 }; /* number of a field of /proc/PID/stat */

struct signals {
    sigset_t mask;             /* of our caller; the program gets the same */
    struct sigaction on_child; /* likewise */
};

/* Block every signal that another process may send: wait_for() takes them one by one. Those that
 * the hardware raises stay deadly. */
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

static const char *give_signals(const void *arg)
{
    const struct signals *before = arg;
    sigaction(SIGCHLD, &before->on_child, NULL);
    sigprocmask(SIG_SETMASK, &before->mask, NULL);
    return NULL;
}

/* The terminal sends its signals to the whole foreground group, so the program has them already.
 * Those that another process sent to us alone are passed on. */
static void pass_on(pid_t pid, const siginfo_t *info)
{
    if (info->si_code == SI_USER || info->si_code == SI_TKILL || info->si_code == SI_QUEUE)
        kill(pid, info->si_signo);
}

/* Before a process that has ended is waited for: had it waited for children of its own? Each of
 * them had page faults, and the kernel adds them up. */
static bool had_children(pid_t pid)
{
    char path[32], stat[512], *after;
    unsigned long faults = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "re");
    size_t n = file != NULL ? fread(stat, 1, sizeof stat - 1, file) : 0;
    if (file != NULL)
        fclose(file);
    stat[n] = '\0';
    after = strrchr(stat, ')'); /* the name before may hold anything */
    for (int field = 2; after != NULL && field < CHILDREN_FAULTS; field++)
        after = strchr(after + 1, ' ');
    if (after != NULL)
        faults = strtoul(after, NULL, 10);
    return faults != 0;
}

static void wait_for(pid_t pid, struct run_end *end)
{
    sigset_t all;
    sigfillset(&all);
    for (;;) {
        siginfo_t ended = { 0 };
        if (waitid(P_PID, (id_t)pid, &ended, WNOHANG | WNOWAIT | WEXITED) == 0 &&
            ended.si_pid == pid)
            end->others = had_children(pid);
        pid_t got = waitpid(pid, &end->status, WNOHANG | WUNTRACED);
        if (got == pid && WIFSTOPPED(end->status)) {
            if (WSTOPSIG(end->status) != SIGSTOP) { /* job control: stop with it, go on with it */
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

bool run_launch(const char *path, char *const *argv, const char *ledger, struct run_end *end,
                char why[PROCESS_WHY_MAX])
{
    char variable[128], *preload = process_preload("preload", why);
    if (preload == NULL)
        return false;
    snprintf(variable, sizeof variable, "%s=%s", HM_COUNT_LEDGER_ENV, ledger);
    struct signals before;
    take_signals(&before);
    pid_t pid =
        process_start(&(struct process_start){ .path = path,
                                               .argv = (const char *const *)argv,
                                               .add = (const char *[]){ preload, variable, NULL },
                                               .prepare = give_signals,
                                               .arg = &before },
                      why);
    if (pid > 0)
        wait_for(pid, end);
    give_signals(&before);
    free(preload);
    return pid > 0;
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
