/* stop.c -- the signal handler that asks the runner to stop, and the time limit. */
#include "bench/stop.h"

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { GRACE_SECONDS = 2, TICK_US = 10 * 1000, TICKS = GRACE_SECONDS * 1000 * 1000 / TICK_US };

static volatile sig_atomic_t requested; /* the signal that asked; 0: none */
static volatile sig_atomic_t ticks;     /* since then */
static volatile uint64_t *volatile loop_left;

static const int signals[] = { SIGINT, SIGTERM, SIGALRM };
enum { SIGNALS = sizeof signals / sizeof signals[0] };
static struct sigaction before[SIGNALS];

static void give_up(void)
{
    static const char text[] =
        "heapmark: stopped while a benchmark was running; its sample is lost\n";
    ssize_t ignored = write(STDERR_FILENO, text, sizeof text - 1);
    (void)ignored;
    _exit(2);
}

/* The loop may be in the middle of writing its counter, so the counter is set again at every
 * tick. */
static void on_signal(int signal)
{
    if (requested == 0) {
        requested = signal;
        struct itimerval tick = { { 0, TICK_US }, { 0, TICK_US } };
        setitimer(ITIMER_REAL, &tick, NULL);
    } else if (signal != SIGALRM) {
        give_up();
    } else if (++ticks > TICKS && requested == SIGALRM) {
        give_up();
    }
    if (loop_left != NULL)
        *loop_left = 1;
}

static struct itimerval once_after(uint64_t ns)
{
    struct itimerval timer = { .it_value = {
                                   .tv_sec = (time_t)(ns / 1000000000u),
                                   .tv_usec = (suseconds_t)(ns % 1000000000u / 1000u),
                               } };
    if (ns > 0 && timer.it_value.tv_sec == 0 && timer.it_value.tv_usec == 0)
        timer.it_value.tv_usec = 1;
    return timer;
}

void hm_bench_stop_watch(uint64_t limit_ns)
{
    requested = 0;
    ticks = 0;
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < SIGNALS; i++) {
        sigaction(signals[i], &action, &before[i]);
        if (before[i].sa_handler == SIG_IGN) /* the caller wants it ignored, as nohup does */
            sigaction(signals[i], &before[i], NULL);
    }
    struct itimerval timer = once_after(limit_ns);
    if (limit_ns > 0)
        setitimer(ITIMER_REAL, &timer, NULL);
}

void hm_bench_stop_unwatch(void)
{
    struct itimerval none = once_after(0);
    setitimer(ITIMER_REAL, &none, NULL);
    for (size_t i = 0; i < SIGNALS; i++)
        sigaction(signals[i], &before[i], NULL);
}

void hm_bench_stop_loop(volatile uint64_t *left)
{
    loop_left = left;
}

bool hm_bench_stop_requested(void)
{
    return requested != 0;
}

const char *hm_bench_stop_reason(void)
{
    return requested == 0 ? NULL : requested == SIGALRM ? "time limit reached" : "interrupted";
}
