/* A signal handler is a frame above the interrupted function, and may allocate and free. */
#include <signal.h>
#include <stdlib.h>

static void *volatile made;

static void on_signal(int number)
{
    free(made);
    made = malloc((size_t)number);
    // WANT "malloc(10) outlives on_signal: lives in op, 1 frame up" "200 of 200 blocks"
}

static void op(void)
{
    raise(SIGUSR1);
    raise(SIGUSR1);
    free(made);
    made = NULL;
}

int main(void)
{
    struct sigaction act = { .sa_handler = on_signal };
    sigaction(SIGUSR1, &act, NULL);
    for (int i = 0; i < 100; i++)
        op();
    return SIGUSR1 != 10;
}
