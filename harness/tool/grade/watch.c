/* watch.c -- `heapmark exercise watch`: look, judge, show, wait for the next change or a key.
 *
 * The terminal is in its usual mode but while we wait, and then a signal puts it back first. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "cli/said.h"
#include "cli/verb.h"
#include "grade/work.h"
#include "text/write.h"

enum { WATCH_MS = 300 };

static volatile sig_atomic_t ended_by, stopped;

static void on_signal(int signal)
{
    if (signal == SIGCONT)
        stopped = 1;
    else
        ended_by = signal;
}

/* What the answer and the notes looked like when they were judged. */
struct seen {
    struct timespec answer, notes;
};

static struct timespec saved_at(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 ? st.st_mtim : (struct timespec){ 0, 0 };
}

static struct seen look(const struct grade_work *w)
{
    return (struct seen){ saved_at(w->answer), saved_at(w->notes) };
}

static bool same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool unchanged(const struct grade_work *w, const struct seen *before)
{
    struct seen now = look(w);
    return same_time(now.answer, before->answer) && same_time(now.notes, before->notes);
}

/* Keys one by one and unseen; Ctrl-C and Ctrl-Z are what they always are. */
static void take_keys(const struct termios *usual)
{
    struct termios keys = *usual;
    keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &keys);
}

/* A key, or '\0' after WATCH_MS without one; 'q' when the terminal has gone. */
static char key_or_nothing(void)
{
    struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
    char key = '\0';
    if (poll(&in, 1, WATCH_MS) <= 0)
        return '\0';
    ssize_t n = read(STDIN_FILENO, &key, 1);
    return n == 1 ? key : n < 0 && errno == EINTR ? '\0' : 'q';
}

/* The next key that means something, or '\0': a file was saved. */
static char wait_for(const struct grade_work *w, const struct seen *before)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGCONT };
    struct sigaction old[4], on = { .sa_handler = on_signal };
    struct termios usual;
    char key = '\0';
    if (tcgetattr(STDIN_FILENO, &usual) != 0)
        return 'q';
    for (size_t i = 0; i < 4; i++)
        sigaction(signals[i], &on, &old[i]);
    take_keys(&usual);
    while (ended_by == 0 && unchanged(w, before)) {
        key = key_or_nothing();
        if (stopped != 0)
            take_keys(&usual); /* the shell had the terminal in between */
        stopped = 0;
        if (key != '\0' && strchr("hlrnq", key) != NULL)
            break;
        key = '\0';
    }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &usual);
    for (size_t i = 0; i < 4; i++)
        sigaction(signals[i], &old[i], NULL);
    if (ended_by != 0)
        raise(ended_by);
    return key;
}

static void clear(void)
{
    fputs("\033[H\033[2J\033[3J", stdout);
}

/* The state in the first line, whatever follows. */
static void show(struct grade_work *w, const struct grade_record *g)
{
    char status[160];
    grade_work_status(w, g, status, sizeof status);
    clear();
    puts(status);
    puts("h hint  l list  r run again  n next exercise  q quit\n");
    fputs(w->told, stdout);
    grade_work_report(w, g);
    cli_said();
}

static bool judge(struct grade_work *w, struct grade_record *g)
{
    clear();
    printf("%s: being checked ...\n", w->exercise.name);
    cli_said();
    bool judged = grade_work_judge(w, g);
    if (judged)
        show(w, g);
    w->told[0] = '\0';
    return judged;
}

/* Go to the next exercise. False after a line on stderr. */
static bool next(struct grade_work *w)
{
    char key[64];
    if (!grade_work_next(w->options, w->exercise.name, key))
        return false;
    if (key[0] == '\0') {
        puts("All other exercises have passed.");
        cli_said();
        return true;
    }
    return grade_work_open(w, w->options, key);
}

static int watch_terminal(struct grade_work *w)
{
    struct grade_record g;
    for (bool again = true;;) {
        struct seen before = look(w);
        if (!judge(w, &g))
            return HM_EXIT_USAGE;
        bool passed = grade_work_passes(&g);
        grade_record_done(&g);
        for (again = false; !again;) {
            char key = wait_for(w, &before), name[64];
            snprintf(name, sizeof name, "%s", w->exercise.name);
            again = key == '\0' || key == 'r';
            if (key == 'q')
                return passed ? HM_EXIT_OK : HM_EXIT_NO;
            if ((key == 'h' && grade_work_hint(w) != HM_EXIT_OK) ||
                (key == 'l' && grade_work_list(w->options) != HM_EXIT_OK) ||
                (key == 'n' && !next(w)))
                return HM_EXIT_USAGE;
            again = again || strcmp(name, w->exercise.name) != 0;
            cli_said();
        }
    }
}

/* Without a terminal there are no keys and nothing to clear: until it passes. Polling works on
 * every file system that an editor may use. */
static int watch_lines(struct grade_work *w)
{
    fputs(w->told, stdout);
    for (;;) {
        struct grade_record g;
        struct seen before = look(w);
        if (!grade_work_judge(w, &g))
            return HM_EXIT_USAGE;
        char status[160];
        grade_work_status(w, &g, status, sizeof status);
        puts(status);
        grade_work_report(w, &g);
        bool passed = grade_work_passes(&g);
        grade_record_done(&g);
        if (passed)
            return HM_EXIT_OK;
        printf("Waiting for %s to be saved; Ctrl-C ends.\n", w->answer);
        cli_said();
        while (unchanged(w, &before))
            poll(NULL, 0, WATCH_MS);
    }
}

int grade_work_watch(struct grade_work *w)
{
    return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) ? watch_terminal(w) : watch_lines(w);
}
