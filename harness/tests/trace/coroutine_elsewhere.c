/* One thread switches stacks: only the blocks that it makes or frees are unknown. */
#include <pthread.h>
#include <stdlib.h>
#include <ucontext.h>

static ucontext_t caller, routine;
static void *handed;

static void *make(void)
{
    return malloc(16); // WANT "outlives make: lives in op, 1 frame up" "100 of 100 blocks"
}

static void op(void)
{
    free(make());
}

static void body(void)
{
    handed = malloc(24); // WANT "malloc(24) outlives body: freed by another thread"
    void *own = malloc(32);
    // WANT "malloc(32) unknown: its thread switches stacks"
    free(own);
}

static void *switching(void *arg)
{
    void *before = malloc(40); // WANT "malloc(40) unknown: its thread switches stacks"
    static char room[65536];
    getcontext(&routine);
    routine.uc_stack.ss_sp = room;
    routine.uc_stack.ss_size = sizeof room;
    routine.uc_link = &caller;
    makecontext(&routine, body, 0);
    swapcontext(&caller, &routine);
    free(before);
    return arg;
}

int main(void)
{
    pthread_t thread;
    for (int i = 0; i < 50; i++)
        op();
    if (pthread_create(&thread, NULL, switching, NULL) != 0) // WANT "pthread_create's calloc"
        return 1;
    pthread_join(thread, NULL);
    for (int i = 0; i < 50; i++)
        op();
    free(handed);
    return 0;
}
