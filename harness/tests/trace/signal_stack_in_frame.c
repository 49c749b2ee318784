/* The alternate signal stack is a local array: its handler runs above frames that are alive. */
#include <signal.h>
#include <stdlib.h>

static void *made;

static void *make(void)
{
    return malloc(24); // WANT "outlives make: lives in op, 1 frame up; freed at" "30 of 30 blocks"
}

static void handler(int signal)
{
    (void)signal;
    made = malloc(8); // WANT "malloc(8) not seen to escape handler (30 of 30)"
    free(made);
}

static void op(void)
{
    void *block = make();
    raise(SIGUSR1);
    free(block);
}

int main(void)
{
    char room[65536];
    stack_t alternate = { .ss_sp = room, .ss_size = sizeof room };
    struct sigaction action = { .sa_handler = handler, .sa_flags = SA_ONSTACK };
    if (sigaltstack(&alternate, NULL) != 0 || sigaction(SIGUSR1, &action, NULL) != 0)
        return 1;
    for (int i = 0; i < 30; i++)
        op();
    alternate.ss_flags = SS_DISABLE;
    return sigaltstack(&alternate, NULL) != 0;
}
