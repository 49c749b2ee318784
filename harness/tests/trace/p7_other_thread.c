/* Freed by another thread. */
#include <pthread.h>
#include <stdlib.h>

enum { N = 500 };
static int *queue[N];

static void fill(void)
{
    for (int i = 0; i < N; i++) {
        queue[i] = malloc(24); // WANT "outlives fill: freed by another thread" "500 of 500 blocks"
        *queue[i] = i;
    }
}

static void *drain(void *arg)
{
    for (int i = 0; i < N; i++)
        free(queue[i]);
    return arg;
}

int main(void)
{
    pthread_t other;
    fill();
    if (pthread_create(&other, NULL, drain, NULL) != 0) // WANT "pthread_create's calloc"
        return 1;
    return pthread_join(other, NULL);
}
