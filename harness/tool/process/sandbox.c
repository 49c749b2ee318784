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
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "cli/xalloc.h"
#include "process/start.h"
#include "process/walls.h"

enum {
    LOUD_BYTES = 4 * 1024 * 1024,  /* more than this is output without end */
    FILE_BYTES = 64 * 1024 * 1024, /* largest file it may write */
    PROCESSES = 256,
    OPEN_FILES = 64,
    ARGV_MAX = 192,
    TRIES = 7, /* of starting bubblewrap, 20 ms apart, then 40 ms, ... */
};

/* One try: what the child needs to become the program, and where its output comes from. */
struct attempt {
    const struct process_sandbox *s;
    bool confined;
    int output, report, status, filter; /* ends of pipes, and a file; -1: none */
};

static void try_once(const struct process_sandbox *s, bool confined, struct process_result *ran);

static volatile sig_atomic_t interrupted;

void process_sandbox_interrupt(int signal)
{
    interrupted = signal;
}

int process_sandbox_interrupted(void)
{
    return interrupted;
}

bool process_sandbox_isolates(void)
{
    static int works = -1;
    static const char *const argv[] = { "/bin/true", NULL }, *const env[] = { NULL };
    if (works < 0) {
        struct process_result *ran = xzalloc(sizeof *ran);
        try_once(&(struct process_sandbox){ .argv = argv, .env = env, .wall_s = 10, .cpu_s = 10 },
                 true, ran);
        works = ran->ending == PROCESS_EXITED && ran->status == 0;
        free(ran);
    }
    return works == 1;
}

/* Where our own limit is lower, it cannot be raised: setrlimit() fails, and the lower one holds. */
static void limit(int resource, rlim_t value)
{
    struct rlimit r = { value, value };
    setrlimit(resource, &r);
}

static void set_limits(const struct process_sandbox *s, bool confined)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, s->cpu_s);
    limit(RLIMIT_FSIZE, FILE_BYTES);
    limit(RLIMIT_NOFILE, OPEN_FILES);
    if (!s->trusted && !confined) /* confined, the filter holds; this one counts all of a user's */
        limit(RLIMIT_NPROC, PROCESSES);
    if (s->memory_bytes != 0)
        limit(RLIMIT_AS, s->memory_bytes);
}

/* Root is above the limit on processes, so a confined program is never root. */
static bool drop_root(void)
{
    return geteuid() != 0 ||
           (setgroups(0, NULL) == 0 &&
            setresgid(PROCESS_SANDBOX_NOBODY, PROCESS_SANDBOX_NOBODY, PROCESS_SANDBOX_NOBODY) ==
                0 &&
            setresuid(PROCESS_SANDBOX_NOBODY, PROCESS_SANDBOX_NOBODY, PROCESS_SANDBOX_NOBODY) == 0);
}

/* In the child: another user, limits, a umask, bubblewrap's descriptors, and addresses that do not
 * change if that was asked. */
static const char *confine(const void *arg)
{
    const struct attempt *a = arg;
    umask(022); /* what root compiles is run by another user */
    if (!a->s->trusted && !drop_root())
        return "change of user";
    if (a->confined &&
        (dup2(a->filter, PROCESS_WALLS_FILTER) < 0 || dup2(a->status, PROCESS_WALLS_STATUS) < 0))
        return "redirection";
    if (a->s->shared > 0 && dup2(a->s->shared, PROCESS_SANDBOX_SHARED) < 0)
        return "redirection";
    set_limits(a->s, a->confined);
    if (a->s->fixed_addresses)
        personality((unsigned long)personality(0xffffffff) | ADDR_NO_RANDOMIZE);
    return NULL;
}

struct stream {
    char *kept;
    size_t most, *total;
};

/* Keep the first bytes of what comes, count the rest. False at the end of the pipe. */
static bool drain(int fd, const struct stream *to)
{
    char chunk[16 * 1024];
    ssize_t n = read(fd, chunk, sizeof chunk);
    if (n < 0)
        return errno == EAGAIN || errno == EINTR;
    if (n == 0)
        return false;
    size_t room = *to->total < to->most ? to->most - *to->total : 0;
    size_t keep = (size_t)n < room ? (size_t)n : room;
    memcpy(to->kept + (to->most - room), chunk, keep);
    *to->total += (size_t)n;
    return true;
}

/* Read both pipes until the program has closed them, is too loud or too late. */
static enum process_ending watch(const struct process_sandbox *s, struct process_result *ran,
                                 int output, int report)
{
    uint64_t deadline = hm_base_now_ns() + s->wall_s * 1000000000ull;
    const struct stream streams[2] = {
        { ran->output, PROCESS_SANDBOX_KEEP, &ran->output_bytes },
        { ran->report, PROCESS_SANDBOX_REPORT, &ran->report_bytes },
    };
    struct pollfd fds[2] = { { .fd = output, .events = POLLIN },
                             { .fd = report, .events = POLLIN } };
    while (fds[0].fd >= 0 || fds[1].fd >= 0) {
        uint64_t now = hm_base_now_ns();
        if (interrupted)
            return PROCESS_INTERRUPTED;
        if (now >= deadline)
            return PROCESS_TIMED_OUT;
        if (poll(fds, 2, (int)((deadline - now) / 1000000) + 1) < 0) {
            if (errno != EINTR)
                return PROCESS_NOT_STARTED;
            continue; /* the results of poll() are not to be read */
        }
        for (int i = 0; i < 2; i++)
            if (fds[i].fd >= 0 && fds[i].revents != 0 && !drain(fds[i].fd, &streams[i]))
                fds[i].fd = -1;
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

/* bubblewrap has written the exit status of the program only if it got as far as starting one. */
static bool walls_stood(int status)
{
    char text[512];
    size_t used = 0;
    fcntl(status, F_SETFL, O_NONBLOCK);
    for (ssize_t n; (n = read(status, text + used, sizeof text - 1 - used)) > 0;)
        used += (size_t)n;
    text[used] = '\0';
    return strstr(text, "\"exit-code\"") != NULL;
}

static pid_t start(const struct attempt *a, const char *const *argv, char *why)
{
    const struct process_sandbox *s = a->s;
    return process_start(&(struct process_start){ .argv = argv,
                                                  .env = s->env,
                                                  .folder = a->confined ? NULL : s->folder,
                                                  .fd = { s->input > 0 ? s->input : PROCESS_NULL,
                                                          a->output, a->output, a->report },
                                                  .only_these = true,
                                                  .own_group = true,
                                                  .when_we_end = SIGKILL,
                                                  .prepare = confine,
                                                  .arg = a },
                         why);
}

/* The same, where no redirection of the child hits it. -1: no descriptor is left. */
static int out_of_the_way(int fd)
{
    int moved = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, PROCESS_FDS) : -1;
    if (fd >= 0)
        close(fd);
    return moved;
}

static void close_all(const int *fds, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fds[i] >= 0)
            close(fds[i]);
}

static void try_once(const struct process_sandbox *s, bool confined, struct process_result *ran)
{
    memset(ran, 0, sizeof *ran);
    ran->ending = interrupted ? PROCESS_INTERRUPTED : PROCESS_NOT_STARTED;
    ran->confined = confined;
    const char *argv[ARGV_MAX], **end = confined ? process_walls(s, argv, ARGV_MAX) : argv;
    for (size_t i = 0; end != NULL && end < argv + ARGV_MAX; i++, end++)
        if ((*end = s->argv[i]) == NULL)
            break;
    int output[2] = { -1, -1 }, report[2] = { -1, -1 }, status[2] = { -1, -1 };
    pid_t pid = -1;
    struct attempt a = { s,  confined,
                         -1, -1,
                         -1, confined ? out_of_the_way(process_walls_filter(s->forks)) : -1 };
    if (end != NULL && !interrupted && (a.filter >= 0 || !confined) &&
        pipe2(output, O_CLOEXEC) == 0 && pipe2(report, O_CLOEXEC) == 0 &&
        pipe2(status, O_CLOEXEC) == 0) {
        status[1] = out_of_the_way(status[1]);
        a.output = output[1], a.report = report[1], a.status = status[1];
        pid = start(&a, argv, ran->output);
    }
    ran->status = errno;
    close_all((int[]){ output[1], report[1], status[1], a.filter }, 4);
    if (pid > 0)
        finish(s, ran, pid, watch(s, ran, output[0], report[0]));
    if (pid > 0 && confined && ran->ending == PROCESS_EXITED && !walls_stood(status[0])) {
        ran->ending = PROCESS_NOT_STARTED;
        ran->status = EAGAIN;
        ran->output[strcspn(ran->output, "\n")] = '\0';
    }
    close_all((int[]){ output[0], report[0], status[0] }, 3);
}

void process_sandbox_run(const struct process_sandbox *s, struct process_result *ran)
{
    bool confined = !s->trusted && process_sandbox_isolates();
    try_once(s, confined, ran);
    for (int i = 1; i < TRIES && confined && ran->ending == PROCESS_NOT_STARTED; i++) {
        usleep(10000u << i);
        try_once(s, confined, ran);
    }
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
    case PROCESS_INTERRUPTED:
        snprintf(text, size, "interrupted");
        break;
    case PROCESS_NOT_STARTED:
        snprintf(text, size, "could not be started: %s",
                 ran->output[0] != '\0' ? ran->output : strerror(ran->status));
        break;
    }
    return text;
}
