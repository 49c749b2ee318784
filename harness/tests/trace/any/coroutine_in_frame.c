/* A coroutine whose stack is an array inside a frame: its blocks are unknown, and the frames below
 * the array have not ended while it ran. */
#include <stdlib.h>
#include <ucontext.h>

#define FRAME __attribute__((noinline, noclone))

static ucontext_t caller, routine;
static void *volatile handed;
static volatile int calls;

FRAME static void *make(void)
{
    void *block = malloc(16);
    // WANT "malloc(16) unknown: its thread switches stacks"
    calls++;
    return block;
}

FRAME static void body(void)
{
    for (;;) {
        void *own = malloc(24);
        // WANT "malloc(24) unknown: its thread switches stacks"
        // WANT "malloc(24) outlives body: not freed"
        free(make());
        handed = make();
        swapcontext(&routine, &caller);
        free(own);
    }
}

FRAME static void *held(void)
{
    void *block = malloc(40); // WANT "outlives held: lives in deeper, 1 frame up" "10 of 10 blocks"
    calls++;
    return block;
}

FRAME static void deeper(void)
{
    void *mine = held();
    void *own = malloc(48); // WANT "malloc(48) not seen to escape deeper (10 of 10)"
    swapcontext(&caller, &routine);
    free(handed);
    free(mine);
    free(own);
    calls++;
}

FRAME static void op(void)
{
    char room[65536];
    void *own = malloc(56); // WANT "malloc(56) not seen to escape op (1 of 1)"
    getcontext(&routine);
    routine.uc_stack.ss_sp = room;
    routine.uc_stack.ss_size = sizeof room;
    makecontext(&routine, body, 0);
    for (int i = 0; i < 10; i++)
        deeper();
    free(own);
    calls++;
}

int main(void)
{
    op();
    return calls == 0;
}
