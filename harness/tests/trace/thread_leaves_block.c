/* Blocks that are alive when their thread ends; the parent frees half of them. */
#include <pthread.h>
#include <stdlib.h>

static void *run(void *arg)
{
    (void)arg;
    return malloc(20);
    // WANT "outlives run: freed by another thread"
    // WANT "outlives run: not freed, alive when its thread ended; 5 of 10 blocks"
}

static void *volatile lost;

int main(void)
{
    for (int i = 0; i < 10; i++) {
        pthread_t t;
        void *made;
        if (pthread_create(&t, NULL, run, NULL) != 0) // WANT "pthread_create's calloc"
            return 1;
        pthread_join(t, &made);
        if (i % 2 == 0)
            free(made);
        else
            lost = made;
    }
    return 0;
}
