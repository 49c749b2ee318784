/* sandbox.c -- bubblewrap, limits, two pipes and a deadline around one program. */
#include "process/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "process/start.h"

enum {
    LOUD_BYTES = 4 * 1024 * 1024,  /* more than this is output without end */
    FILE_BYTES = 64 * 1024 * 1024, /* largest file it may write */
    PROCESSES = 256,
    OPEN_FILES = 64,
    ARGV_MAX = 96,
    NOBODY = 65534,
};

/* The command in bubblewrap: the system read-only, one folder writable, no network, no other
 * process. Returns the number of words. */
static size_t isolate(const struct process_sandbox *s, const char **argv)
{
    /* clang-format off */
    const char *const words[] = {
        "bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp",
        "--bind", s->folder, s->folder, "--chdir", s->folder, "--unshare-all",
        "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--",
    };
    /* clang-format on */
    memcpy(argv, words, sizeof words);
    return sizeof words / sizeof words[0];
}

bool process_sandbox_isolates(void)
{
    static int works = -1;
    const char *argv[ARGV_MAX];
    const struct process_start probe = { .argv = argv,
                                         .fd = { PROCESS_NULL, PROCESS_NULL, PROCESS_NULL } };
    int status;
    if (works < 0) {
        size_t n = isolate(&(struct process_sandbox){ .folder = "/tmp" }, argv);
        argv[n] = "/bin/true";
        argv[n + 1] = NULL;
        works = process_run(&probe, &status, NULL) && process_succeeded(status);
    }
    return works == 1;
}

/* Where our own limit is lower, it cannot be raised: setrlimit() fails, and the lower one holds. */
static void limit(int resource, rlim_t value)
{
    struct rlimit r = { value, value };
    setrlimit(resource, &r);
}

static void set_limits(const struct process_sandbox *s)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, s->cpu_s);
    limit(RLIMIT_FSIZE, FILE_BYTES);
    limit(RLIMIT_NOFILE, OPEN_FILES);
    if (!s->trusted)
        limit(RLIMIT_NPROC, PROCESSES);
    if (s->memory_bytes != 0)
        limit(RLIMIT_AS, s->memory_bytes);
}

/* Root is above the limit on processes, so a confined program is never root. */
static bool drop_root(void)
{
    return geteuid() != 0 || (setgroups(0, NULL) == 0 && setresgid(NOBODY, NOBODY, NOBODY) == 0 &&
                              setresuid(NOBODY, NOBODY, NOBODY) == 0);
}

/* In the child: another user, limits, and addresses that do not change if that was asked. */
static const char *confine(const void *arg)
{
    const struct process_sandbox *s = arg;
    if (!s->trusted && !drop_root())
        return "change of user";
    set_limits(s);
    if (s->fixed_addresses)
        personality((unsigned long)personality(0xffffffff) | ADDR_NO_RANDOMIZE);
    return NULL;
}

/* Keep the first bytes of what comes, count the rest. False at the end of the pipe. */
static bool drain(int fd, char *kept, size_t *total)
{
    char chunk[16 * 1024];
    ssize_t n = read(fd, chunk, sizeof chunk);
    if (n < 0)
        return errno == EAGAIN || errno == EINTR;
    if (n == 0)
        return false;
    size_t room = *total < PROCESS_SANDBOX_KEEP ? PROCESS_SANDBOX_KEEP - *total : 0;
    size_t keep = (size_t)n < room ? (size_t)n : room;
    memcpy(kept + (PROCESS_SANDBOX_KEEP - room), chunk, keep);
    *total += (size_t)n;
    return true;
}

/* Read both pipes until the program has closed them, is too loud or too late. */
static enum process_ending watch(const struct process_sandbox *s, struct process_result *ran,
                                 int output, int report)
{
    uint64_t deadline = hm_base_now_ns() + s->wall_s * 1000000000ull;
    struct pollfd fds[2] = { { .fd = output, .events = POLLIN },
                             { .fd = report, .events = POLLIN } };
    while (fds[0].fd >= 0 || fds[1].fd >= 0) {
        uint64_t now = hm_base_now_ns();
        if (now >= deadline)
            return PROCESS_TIMED_OUT;
        if (poll(fds, 2, (int)((deadline - now) / 1000000) + 1) < 0 && errno != EINTR)
            return PROCESS_NOT_STARTED;
        if (fds[0].revents != 0 && !drain(output, ran->output, &ran->output_bytes))
            fds[0].fd = -1;
        if (fds[1].revents != 0 && !drain(report, ran->report, &ran->report_bytes))
            fds[1].fd = -1;
        if (ran->output_bytes + ran->report_bytes > LOUD_BYTES)
            return PROCESS_TOO_LOUD;
    }
    return PROCESS_EXITED;
}

/* The program may close its output and go on; the deadline still holds. */
static bool reap(pid_t pid, unsigned wall_s, int *status)
{
    uint64_t deadline = hm_base_now_ns() + wall_s * 1000000000ull;
    for (;;) {
        pid_t done = waitpid(pid, status, WNOHANG);
        if (done == pid || (done < 0 && errno != EINTR))
            return true;
        if (hm_base_now_ns() >= deadline)
            return false;
        usleep(1000);
    }
}

/* bubblewrap reports a signal as a shell does: exit status 128 + its number. */
static int signal_of(int status, bool confined)
{
    if (WIFSIGNALED(status))
        return WTERMSIG(status);
    int number = WEXITSTATUS(status) - 128;
    return confined && number > 0 && number <= SIGRTMAX ? number : 0;
}

static void finish(const struct process_sandbox *s, struct process_result *ran, pid_t pid,
                   enum process_ending ending)
{
    int status = 0;
    bool gone = ending == PROCESS_EXITED && reap(pid, s->wall_s, &status);
    kill(-pid, SIGKILL);
    if (!gone) {
        if (ending == PROCESS_EXITED)
            ending = PROCESS_TIMED_OUT;
        waitpid(pid, &status, 0);
    }
    ran->ending = ending;
    if (ending != PROCESS_EXITED)
        return;
    int number = signal_of(status, ran->confined);
    ran->status = number != 0 ? number : WEXITSTATUS(status);
    if (number != 0)
        ran->ending = number == SIGXCPU ? PROCESS_TIMED_OUT : PROCESS_SIGNALLED;
}

void process_sandbox_run(const struct process_sandbox *s, struct process_result *ran)
{
    memset(ran, 0, sizeof *ran);
    ran->ending = PROCESS_NOT_STARTED;
    ran->confined = !s->trusted && process_sandbox_isolates();
    const char *argv[ARGV_MAX];
    size_t n = ran->confined ? isolate(s, argv) : 0;
    for (size_t i = 0; s->argv[i] != NULL && n + 1 < ARGV_MAX; i++)
        argv[n++] = s->argv[i];
    argv[n] = NULL;
    int output[2] = { -1, -1 }, report[2] = { -1, -1 };
    pid_t pid = -1;
    if (pipe2(output, O_CLOEXEC) == 0 && pipe2(report, O_CLOEXEC) == 0)
        pid = process_start(
            &(struct process_start){ .argv = argv,
                                     .env = s->env,
                                     .folder = ran->confined ? NULL : s->folder,
                                     .fd = { PROCESS_NULL, output[1], output[1], report[1] },
                                     .only_these = true,
                                     .own_group = true,
                                     .when_we_end = SIGKILL,
                                     .prepare = confine,
                                     .arg = s },
            ran->output);
    ran->status = errno;
    close(output[1]);
    close(report[1]);
    if (pid > 0)
        finish(s, ran, pid, watch(s, ran, output[0], report[0]));
    close(output[0]);
    close(report[0]);
}

const char *process_ending_text(const struct process_sandbox *s, const struct process_result *ran,
                                char *text, size_t size)
{
    switch (ran->ending) {
    case PROCESS_EXITED:
        snprintf(text, size, "exited with status %d", ran->status);
        break;
    case PROCESS_SIGNALLED:
        snprintf(text, size, "ended by signal %d (%s)", ran->status, strsignal(ran->status));
        break;
    case PROCESS_TIMED_OUT:
        snprintf(text, size, "timeout: it ran for more than %u s", s->wall_s);
        break;
    case PROCESS_TOO_LOUD:
        snprintf(text, size, "printed more than %d MB", LOUD_BYTES / (1024 * 1024));
        break;
    case PROCESS_NOT_STARTED:
        snprintf(text, size, "could not be started: %s",
                 ran->output[0] != '\0' ? ran->output : strerror(ran->status));
        break;
    }
    return text;
}
