/* sandbox.c -- fork, limits, bubblewrap, two pipes, a deadline. */
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
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

enum {
    REPORT_FD = 3,
    LOUD_BYTES = 4 * 1024 * 1024,  /* more than this is output without end */
    FILE_BYTES = 64 * 1024 * 1024, /* largest file it may write */
    PROCESSES = 256,
    OPEN_FILES = 64,
    ARGV_MAX = 64,
    NOBODY = 65534,
};

/* bubblewrap's own words: system read-only, one folder writable, nothing shared but that. */
static size_t walls(const struct process_sandbox *s, const char **argv)
{
    const char *const words[] = {
        "bwrap",
        "--ro-bind",
        "/",
        "/",
        "--dev",
        "/dev",
        "--proc",
        "/proc",
        "--tmpfs",
        "/tmp",
        "--bind",
        s->folder,
        s->folder,
        "--chdir",
        s->folder,
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
        "--",
    };
    size_t n = sizeof words / sizeof words[0];
    memcpy(argv, words, sizeof words);
    return n;
}

bool process_sandbox_walls(void)
{
    static int works = -1;
    if (works < 0) {
        pid_t pid = fork();
        if (pid == 0) {
            int null = open("/dev/null", O_RDWR);
            dup2(null, 1);
            dup2(null, 2);
            execlp("bwrap", "bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc",
                   "--unshare-all", "--die-with-parent", "--cap-drop", "ALL", "--", "/bin/true",
                   (char *)NULL);
            _exit(127);
        }
        int status = -1;
        if (pid > 0)
            waitpid(pid, &status, 0);
        works = pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    return works == 1;
}

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

/* In the child. That it did not start shows as exit status 126 or 127 with nothing printed. */
static void become(const struct process_sandbox *s, bool confined, int input, int output,
                   int report)
{
    const char *argv[ARGV_MAX];
    size_t n = confined ? walls(s, argv) : 0;
    for (size_t i = 0; s->argv[i] != NULL && n + 1 < ARGV_MAX; i++)
        argv[n++] = s->argv[i];
    argv[n] = NULL;

    setpgid(0, 0);
    if (!s->trusted && !drop_root())
        _exit(126);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(input, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    if (report == REPORT_FD)
        fcntl(report, F_SETFD, 0);
    else
        dup2(report, REPORT_FD);
    for (int fd = REPORT_FD + 1; fd < 1024; fd++)
        close(fd);
    if (!confined && chdir(s->folder) != 0)
        _exit(126);
    set_limits(s);
    if (s->fixed_addresses)
        personality((unsigned long)personality(0xffffffff) | ADDR_NO_RANDOMIZE);
    execvpe(argv[0], (char *const *)argv, (char *const *)s->env);
    _exit(127);
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

/* It may close its output and go on: the deadline holds all the same. */
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

/* bubblewrap tells a signal as the shell does: 128 and the number of the signal. */
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

static int input_file(const char *text)
{
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (text == NULL)
        return fd;
    close(fd);
    FILE *file = tmpfile();
    if (file == NULL)
        return -1;
    fputs(text, file);
    fflush(file);
    fd = dup(fileno(file));
    fclose(file);
    lseek(fd, 0, SEEK_SET);
    return fd;
}

void process_sandbox_run(const struct process_sandbox *s, struct process_result *ran)
{
    memset(ran, 0, sizeof *ran);
    ran->ending = PROCESS_NOT_STARTED;
    ran->confined = !s->trusted && process_sandbox_walls();
    int output[2] = { -1, -1 }, report[2] = { -1, -1 }, input = input_file(s->input);
    pid_t pid = -1;
    if (input >= 0 && pipe2(output, O_CLOEXEC) == 0 && pipe2(report, O_CLOEXEC) == 0)
        pid = fork();
    if (pid == 0)
        become(s, ran->confined, input, output[1], report[1]);
    ran->status = errno;
    if (input >= 0)
        close(input);
    if (output[1] >= 0)
        close(output[1]);
    if (report[1] >= 0)
        close(report[1]);
    if (pid > 0)
        finish(s, ran, pid, watch(s, ran, output[0], report[0]));
    if (output[0] >= 0)
        close(output[0]);
    if (report[0] >= 0)
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
        snprintf(text, size, "could not be started: %s", strerror(ran->status));
        break;
    }
    return text;
}
