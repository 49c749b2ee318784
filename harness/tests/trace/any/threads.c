/* Threads one after another: each has the id and the stack of the one before. */
#include <pthread.h>
#include <stdlib.h>

#define FRAME __attribute__((noinline, noclone))

static void *volatile left;
static volatile int calls;

FRAME static void *make(void)
{
    void *block = malloc(16); // WANT "outlives make: lives in op, 1 frame up" "200 of 200 blocks"
    calls++;
    return block;
}

FRAME static void op(void)
{
    free(make());
    calls++;
}

FRAME static void *run(void *arg)
{
    free(left);
    left = malloc(24);
    // WANT "outlives run: freed by another thread" "199 of 200 blocks"
    // WANT "not freed, alive when its thread ended; 1 of 200 blocks"
    op();
    return arg;
}

int main(void)
{
    for (int i = 0; i < 200; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, run, NULL) != 0) // WANT "pthread_create's calloc"
            return 1;
        pthread_join(thread, NULL);
    }
    return 0;
}
