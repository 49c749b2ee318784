/* Two stacks on one thread: after the switch every verdict is unknown. */
#include <stdlib.h>
#include <ucontext.h>

static ucontext_t caller, routine;
static void *volatile kept;

static void before(void)
{
    void *p = malloc(8); // WANT "malloc(8) not seen to escape before (1 of 1)"
    free(p);
}

static void body(void)
{
    for (int i = 0; i < 10; i++) {
        void *p = malloc(16);
        // WANT "malloc(16) unknown: its thread switches stacks" "10 of 10 blocks"
        swapcontext(&routine, &caller);
        free(p);
    }
}

int main(void)
{
    static char room[65536];
    before();
    getcontext(&routine);
    routine.uc_stack.ss_sp = room;
    routine.uc_stack.ss_size = sizeof room;
    routine.uc_link = &caller;
    makecontext(&routine, body, 0);
    for (int i = 0; i < 11; i++)
        swapcontext(&caller, &routine);
    return 0;
}
