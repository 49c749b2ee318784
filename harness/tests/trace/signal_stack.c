/* A handler on a stack of its own, left by return and by siglongjmp. */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>

static sigjmp_buf back;
static volatile sig_atomic_t jump;

static void inner(void)
{
    if (jump)
        siglongjmp(back, 1);
}

static void on_signal(int number)
{
    (void)number;
    inner();
}

static void *make(void)
{
    void *p = malloc(16); // WANT "outlives make: lives in op, 1 frame up" "100 of 100 blocks"
    raise(SIGUSR1);
    return p;
}

static void op(void)
{
    static void *volatile p;
    p = NULL;
    jump = 0;
    p = make();
    if (sigsetjmp(back, 1) == 0) {
        jump = 1;
        raise(SIGUSR1);
    }
    free(p);
}

int main(void)
{
    static char room[65536];
    stack_t other = { .ss_sp = room, .ss_size = sizeof room };
    struct sigaction act = { .sa_handler = on_signal, .sa_flags = SA_ONSTACK };
    sigaltstack(&other, NULL);
    sigaction(SIGUSR1, &act, NULL);
    for (int i = 0; i < 100; i++)
        op();
    return 0;
}
