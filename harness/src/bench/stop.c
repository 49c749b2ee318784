#include "bench/stop.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { GRACE_SECONDS = 2 };

static volatile sig_atomic_t requested; /* the signal that asked; 0: none */
static const int signals[] = { SIGINT, SIGTERM, SIGALRM };
static struct sigaction before[3];
static size_t watching; /* how many of them are ours now */

static void on_signal(int signal)
{
    if (requested != 0) {
        static const char text[] =
            "heapmark: stopped before the benchmark gave way; its sample is lost\n";
        ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
        (void)ignored;
        _exit(2);
    }
    requested = signal;
    if (signal == SIGALRM) {
        struct itimerval grace = { .it_value = { .tv_sec = GRACE_SECONDS } };
        setitimer(ITIMER_REAL, &grace, NULL);
    }
}

void hm__stop_watch(uint64_t limit_ns)
{
    requested = 0;
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
    sigemptyset(&action.sa_mask);
    watching = limit_ns > 0 ? 3 : 2;
    for (size_t i = 0; i < watching; i++) {
        sigaction(signals[i], &action, &before[i]);
        if (before[i].sa_handler == SIG_IGN) /* nohup: as the caller wants it */
            sigaction(signals[i], &before[i], NULL);
    }
    if (limit_ns == 0)
        return;
    struct itimerval timer = { .it_value = {
                                   .tv_sec = (time_t)(limit_ns / 1000000000u),
                                   .tv_usec = (suseconds_t)(limit_ns % 1000000000u / 1000u),
                               } };
    if (timer.it_value.tv_sec == 0 && timer.it_value.tv_usec == 0)
        timer.it_value.tv_usec = 1;
    setitimer(ITIMER_REAL, &timer, NULL);
}

void hm__stop_unwatch(void)
{
    struct itimerval none = { { 0, 0 }, { 0, 0 } };
    if (watching == 3)
        setitimer(ITIMER_REAL, &none, NULL);
    for (size_t i = 0; i < watching; i++)
        sigaction(signals[i], &before[i], NULL);
    watching = 0;
}

bool hm__stop_requested(void)
{
    return requested != 0;
}

const char *hm__stop_reason(void)
{
    return requested == 0 ? NULL : requested == SIGALRM ? "time limit reached" : "interrupted";
}
