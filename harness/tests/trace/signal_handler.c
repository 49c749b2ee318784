/* A signal handler that calls functions interrupts the program at many places. */
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>

static volatile sig_atomic_t ticks;

static int deeper(int n)
{
    return n == 0 ? 0 : deeper(n - 1) + 1;
}

static void on_tick(int number)
{
    (void)number;
    if (deeper(5) == 5)
        ticks++;
}

static void *make(void)
{
    return malloc(16); // WANT "outlives make: lives in op, 1 frame up" "100000 of 100000 blocks"
}

static void op(void)
{
    free(make());
}

int main(void)
{
    struct sigaction act = { .sa_handler = on_tick };
    struct itimerval often = { { 0, 200 }, { 0, 200 } }, never = { { 0, 0 }, { 0, 0 } };
    sigaction(SIGALRM, &act, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
    for (int i = 0; i < 100000; i++)
        op();
    setitimer(ITIMER_REAL, &never, NULL);
    return 0;
}
