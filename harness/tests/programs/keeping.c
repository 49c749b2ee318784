/* keeping.c -- a thread makes 1000 blocks of 48 bytes and ends; then main makes one more. All are
 * alive at the end, so the peak is 1001 blocks. */
#include <pthread.h>
#include <stdlib.h>

static void *volatile keep;

static void *worker(void *arg)
{
    for (int i = 0; i < 1000; i++)
        keep = malloc(48);
    return arg;
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, worker, NULL) != 0 || pthread_join(thread, NULL) != 0)
        return 1;
    keep = malloc(48);
    return 0;
}
