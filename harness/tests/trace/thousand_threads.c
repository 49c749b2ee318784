/* A thousand threads start and end; each frees its own blocks. */
#include <pthread.h>
#include <stdlib.h>

static void *make(void)
{
    return malloc(20); // WANT "outlives make: lives in run, 1 frame up" "3000 of 3000 blocks"
}

static void *run(void *arg)
{
    for (int i = 0; i < 3; i++)
        free(make());
    return arg;
}

int main(void)
{
    for (int i = 0; i < 250; i++) {
        pthread_t t[4];
        for (int k = 0; k < 4; k++)
            if (pthread_create(&t[k], NULL, run, NULL) != 0) // WANT "pthread_create's calloc"
                return 1;
        for (int k = 0; k < 4; k++)
            pthread_join(t[k], NULL);
    }
    return 0;
}
